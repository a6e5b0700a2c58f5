/**
 * The settings that a stage gives to the functions, each in one environment variable. Their values are in
 * lib/stages.ts; a function gets the settings that its entry in functions/deployment.ts names.
 */
interface Setting {
  readonly variable: string;
  /** A sentence for docs/reference/limits.md. */
  readonly meaning: string;
}

const table = {
  holdSeconds: { variable: "HOLD_SECONDS", meaning: "How long a hold keeps its seats." },
  holdExtensionSeconds: {
    variable: "HOLD_EXTENSION_SECONDS",
    meaning: "How much longer a hold lasts when its user extends it. 0 turns extensions off.",
  },
  holdExtensionsMax: {
    variable: "HOLD_EXTENSIONS_MAX",
    meaning:
      "How many times a hold can be extended, each time by `holdExtensionSeconds`, and never past the close of sales.",
  },
  holdsPerPassMax: {
    variable: "HOLDS_PER_PASS_MAX",
    meaning:
      "How many holds a user may begin with one pass, released and expired ones included. 0 turns the limit off.",
  },
  expiredHoldsMax: {
    variable: "EXPIRED_HOLDS_MAX",
    meaning:
      "Expired holds per user and concert that start a cool-down. Holds released in the last fifth of their time count too. 0 turns it off.",
  },
  expiredHoldsSeconds: {
    variable: "EXPIRED_HOLDS_SECONDS",
    meaning: "The window in which expired holds are counted, back from the latest of them.",
  },
  coolDownSeconds: {
    variable: "COOL_DOWN_SECONDS",
    meaning: "How long a cool-down lasts, from the expiry that started it.",
  },
  tickSeconds: { variable: "TICK_SECONDS", meaning: "How long from one admission tick to the next." },
  drawSettleSeconds: {
    variable: "DRAW_SETTLE_SECONDS",
    meaning: "How long after the opening the lobby is drawn, so that joins already on their way are in the draw.",
  },
  pollsPerSecondMax: {
    variable: "POLLS_PER_SECOND_MAX",
    meaning:
      "The polls a second that `nextPollSeconds` of queue tokens adds up to when everybody in a queue polls by it. Watching `GET …/queue` does not count.",
  },
  clockSkewSeconds: {
    variable: "CLOCK_SKEW_SECONDS",
    meaning: "The largest difference between two functions' clocks that admission allows for.",
  },
  inventoryPercent: {
    variable: "INVENTORY_PERCENT",
    meaning:
      "How many people are admitted for the free seats, as a percentage of those the seats can serve. Above 100 expects that some holds expire.",
  },
  operatorTokenSeconds: {
    variable: "OPERATOR_TOKEN_SECONDS",
    meaning:
      "How old the token of an operator may be. Its groups are those of the moment it was issued, so an operator who is removed can act no longer than this.",
  },
  topUpWonMax: { variable: "TOP_UP_WON_MAX", meaning: "The largest single top-up, in won." },
  balanceWonMax: { variable: "BALANCE_WON_MAX", meaning: "The largest balance, in won." },
  eventKeptSeconds: { variable: "EVENT_KEPT_SECONDS", meaning: "How long an event can be replayed." },
  webhooksMax: { variable: "WEBHOOKS_MAX", meaning: "The largest number of webhooks." },
  webhookTimeoutSeconds: {
    variable: "WEBHOOK_TIMEOUT_SECONDS",
    meaning: "How long the receiver of a webhook may take to respond.",
  },
  webhookAttemptsMax: {
    variable: "WEBHOOK_ATTEMPTS_MAX",
    meaning: "How many times an event is sent to a webhook before it goes to the dead letters.",
  },
  webhookRetrySeconds: {
    variable: "WEBHOOK_RETRY_SECONDS",
    meaning:
      "How long after the first attempt the second one follows. Each later wait is three times as long, up to 900 seconds.",
  },
  webhookToLocal: {
    variable: "WEBHOOK_TO_LOCAL",
    meaning:
      "1 lets webhooks use plain HTTP to this machine; the local service sets it. 0 allows public addresses only.",
  },
  topUpCheckSeconds: {
    variable: "TOP_UP_CHECK_SECONDS",
    meaning: "How long after a top-up begins it is first checked, in case its outcome was lost.",
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof table;
export type Settings = Readonly<Record<SettingName, number>>;

export const SETTINGS: Readonly<Record<SettingName, Setting>> = table;

export const SETTING_NAMES = /* @__PURE__ */ Object.keys(table) as readonly SettingName[];

/** The variable of a setting follows from its name, so that functions don't carry the table with its sentences. */
const variableOf = (name: SettingName): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * Reads a setting, once, at cold start.
 * @throws Error with the name of the variable if it is absent, empty, or not a whole number of 0 or more
 */
export const setting = (name: SettingName): number => {
  const variable = variableOf(name);
  const text = process.env[variable] ?? "";
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`The environment variable ${variable} must be a whole number, 0 or more.`);
  }
  return value;
};

/** Reads several settings. @throws Error as `setting` does */
export const settings = <N extends SettingName>(names: readonly N[]): Pick<Settings, N> =>
  Object.fromEntries(names.map((name) => [name, setting(name)])) as Record<N, number>;

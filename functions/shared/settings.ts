/**
 * Settings that a stage gives to the functions, each under one environment variable.
 * Their values are in lib/stages.ts; a function gets those that its entry in the route table or
 * in background.ts names.
 */
export const SETTING_VARIABLES = {
  /** How long a hold keeps its seats. */
  holdSeconds: "HOLD_SECONDS",
  /** How much longer a hold lasts if its user asks for that, which is possible once; 0: not at all. */
  holdExtensionSeconds: "HOLD_EXTENSION_SECONDS",
  /** After so many lapsed holds of a user on a concert there is a pause; 0: never. */
  lapsedHoldsMax: "LAPSED_HOLDS_MAX",
  /** How near each other these have to be. */
  lapsedHoldsSeconds: "LAPSED_HOLDS_SECONDS",
  /** How long the pause is, from the last lapse. */
  coolDownSeconds: "COOL_DOWN_SECONDS",
  /** Time between two admission ticks. */
  tickSeconds: "TICK_SECONDS",
  /** How long after the opening time the lobby is drawn, so that joins still under way are in it. */
  drawSettleSeconds: "DRAW_SETTLE_SECONDS",
  /** The largest difference between the clocks of two functions that admission allows for. */
  clockSkewSeconds: "CLOCK_SKEW_SECONDS",
  /** People let in for the seats that are left, in percent of those whom the seats can serve; above 100 it counts on holds that lapse. */
  stockPercent: "STOCK_PERCENT",
  /** The largest single charge, in won. */
  chargeWonMax: "CHARGE_WON_MAX",
  /** The largest balance, in won. */
  balanceWonMax: "BALANCE_WON_MAX",
  /** How long an event can be replayed. */
  eventKeptSeconds: "EVENT_KEPT_SECONDS",
  /** How many webhooks there may be. */
  webhooksMax: "WEBHOOKS_MAX",
  /** How long the receiver of a webhook may take to answer. */
  webhookTimeoutSeconds: "WEBHOOK_TIMEOUT_SECONDS",
  /** How often an event is sent to a webhook before it is given up. */
  webhookAttemptsMax: "WEBHOOK_ATTEMPTS_MAX",
  /** How long after a first attempt comes the second; each wait after that is three times as long, 900 at most. */
  webhookRetrySeconds: "WEBHOOK_RETRY_SECONDS",
  /** 1 if webhooks may lead to this machine over plain HTTP, for development; 0 if to public addresses only. */
  webhookToLocal: "WEBHOOK_TO_LOCAL",
  /** How long after it began a charge is looked at, in case its outcome was lost. */
  chargeCheckSeconds: "CHARGE_CHECK_SECONDS",
} as const;

export type SettingName = keyof typeof SETTING_VARIABLES;
export type Settings = Readonly<Record<SettingName, number>>;

/**
 * Reads a setting, once, at cold start.
 * @throws Error naming the variable if it is absent or not a positive whole number.
 */
export const setting = (name: SettingName): number => {
  const variable = SETTING_VARIABLES[name];
  const value = Number(process.env[variable] ?? Number.NaN);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`The environment variable ${variable} must be a whole number, 0 or more.`);
  }
  return value;
};

import type { PaymentGatewayName } from "#functions/shared/grants.ts";
import type { Settings } from "#functions/shared/settings.ts";

export type StageName = "dev" | "staging" | "prod";

/** Everything that differs between stages, and every limit and duration that an operator may want to set. */
export interface StageSettings {
  readonly keepsData: boolean;
  readonly logRetentionDays: 7 | 30 | 90;
  readonly responseCheck: "enforce" | "log";
  readonly functionMemoryMb: number;
  readonly requestsPerSecondMax: number;
  readonly requestsBurstMax: number;
  readonly paymentGateway: PaymentGatewayName;
  readonly posterOrigins: readonly string[];
  readonly closesApi: boolean;
  readonly operatorsNeedMfa: boolean;
  readonly concurrencyMax: number;
  readonly rollout: "at-once" | "gradual";
  readonly firewall: "off" | "on";
  readonly requestsPerAddressMax: number;
  readonly requestsPerTokenMax: number;
  readonly challengesBrowsers: boolean;
  readonly tracing: "off" | "active";
  readonly dollarsPerDayMax: number;
  readonly functions: Settings;
}

export type StackSettingName = Exclude<keyof StageSettings, "functions">;

/** A sentence about each setting of the stack, for docs/reference/limits.md. functions/shared/settings.ts has the others. */
export const STACK_SETTING_MEANINGS: Readonly<Record<StackSettingName, string>> = {
  keepsData: "Whether tables, secrets and user pool outlive the stack and are protected from deletion.",
  logRetentionDays: "Days for which logs are kept.",
  responseCheck:
    "Whether a response that does not match its schema becomes a 500 (`enforce`) or is only logged (`log`), which looks at the first of an instance and at one in a hundred.",
  functionMemoryMb: "Memory of each function in MB. Its share of a CPU grows with it.",
  requestsPerSecondMax: "Requests per second that API Gateway lets through.",
  requestsBurstMax: "Requests that API Gateway lets through at once.",
  paymentGateway:
    "The gateway that charges cards for top-ups. `simulated` takes no money, and `prod` is refused with it unless that is acknowledged.",
  posterOrigins: "Origins, such as `https://images.example.com`, whose pictures the pages may show as posters.",
  operatorsNeedMfa:
    "Whether operators have rights only if they sign in with a second factor. It costs each sign-in a function call.",
  concurrencyMax:
    "Calls of functions at once that the stage plans with; all stages of an account together must leave 100 of its quota (1,000 by default) to others. 0 reserves nothing for any function.",
  rollout:
    "Whether a new version of what moves places, seats or money gets a tenth of the calls first (`gradual`), or all of them (`at-once`).",
  firewall:
    "Whether AWS WAF stands in front of the edge (`on`): 10 USD a month for the list and its rules, and 0.60 USD for a million requests.",
  requestsPerAddressMax:
    "Requests that one address may send in five minutes. The phones of a carrier share addresses, thousands at a time.",
  requestsPerTokenMax:
    "Requests that one user token may be sent with in five minutes. A buyer in a hurry sends about 200.",
  challengesBrowsers:
    "Whether a browser must prove that it is one, unseen, before somebody can join a queue: 0.40 USD for a million proofs. Programs can't join then.",
  tracing:
    "Whether X-Ray records a part of the requests, with the time that each step took (`active`), or none (`off`).",
  closesApi:
    "Whether the API takes only requests that come through the edge. Its own address is open to everybody otherwise.",
  dollarsPerDayMax: "What the stage may cost a day, in US dollars, before a mail is sent.",
};

const base: StageSettings = {
  keepsData: true,
  logRetentionDays: 30,
  responseCheck: "log",
  functionMemoryMb: 512,
  requestsPerSecondMax: 5000,
  // What a default account has in most regions: a rate above 10,000 or a burst above 5,000 would never take effect.
  requestsBurstMax: 5000,
  paymentGateway: "simulated",
  posterOrigins: [],
  closesApi: true,
  operatorsNeedMfa: true,
  concurrencyMax: 800,
  rollout: "gradual",
  firewall: "on",
  requestsPerAddressMax: 20_000,
  requestsPerTokenMax: 1500,
  challengesBrowsers: false,
  tracing: "active",
  // A sale to a million people costs some 25, and a quiet day about two (npm run bench -- --only costs).
  dollarsPerDayMax: 50,
  functions: {
    holdSeconds: 300,
    holdExtensionSeconds: 0,
    // As many as WCAG 2.2.1 asks for, for a stage that offers extensions at all.
    holdExtensionsMax: 10,
    holdsPerPassMax: 20,
    expiredHoldsMax: 3,
    expiredHoldsSeconds: 900,
    coolDownSeconds: 600,
    tickSeconds: 5,
    drawSettleSeconds: 5,
    pollsPerSecondMax: 800,
    clockSkewSeconds: 2,
    inventoryPercent: 120,
    operatorTokenSeconds: 600,
    topUpWonMax: 10_000_000,
    balanceWonMax: 100_000_000,
    eventKeptSeconds: 7 * 24 * 3600,
    webhooksMax: 10,
    webhookTimeoutSeconds: 5,
    webhookAttemptsMax: 8,
    webhookRetrySeconds: 10,
    // Only the local service sets it to 1: on AWS "this machine" is Lambda's own.
    webhookToLocal: 0,
    topUpCheckSeconds: 30,
  },
};

export const STAGES: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    ...base,
    keepsData: false,
    logRetentionDays: 7,
    dollarsPerDayMax: 5,
    responseCheck: "enforce",
    requestsPerSecondMax: 500,
    requestsBurstMax: 1000,
    // Programs that are being written call it directly.
    closesApi: false,
    // A new account may run ten calls at once, which leaves none to reserve.
    operatorsNeedMfa: false,
    concurrencyMax: 0,
    rollout: "at-once",
    firewall: "off",
    tracing: "off",
    functions: {
      ...base.functions,
      holdExtensionSeconds: 120,
      holdsPerPassMax: 100,
      tickSeconds: 2,
      // As long as a token lives: programs that are being written sign in once.
      operatorTokenSeconds: 3600,
      drawSettleSeconds: 2,
      pollsPerSecondMax: 80,
      topUpCheckSeconds: 5,
      webhookRetrySeconds: 1,
    },
  },
  staging: { ...base, responseCheck: "enforce", concurrencyMax: 200, operatorsNeedMfa: false },
  prod: { ...base, logRetentionDays: 90 },
};

/**
 * The settings of the stage named with `-c stage=`.
 * @throws Error listing the stages if the name is unknown.
 */
export const stageSettings = (name: string): StageSettings => {
  if (!Object.hasOwn(STAGES, name)) {
    throw new Error(`There is no stage "${name}". Choose one of ${Object.keys(STAGES).join(", ")} with -c stage=NAME.`);
  }
  return STAGES[name as StageName];
};

/** The context flag with which somebody says that the points of `prod` may be free. */
export const FREE_POINTS_FLAG = "allow-simulated-gateway";

/**
 * Refuses a stage for real buyers in which anybody could make points out of nothing.
 * @param isAcknowledged whether FREE_POINTS_FLAG is set
 * @throws Error that says what to do
 */
export const refuseFreePoints = (
  name: string,
  { paymentGateway }: { readonly paymentGateway: string },
  isAcknowledged: boolean,
): void => {
  if (name !== "prod" || paymentGateway !== "simulated" || isAcknowledged) return;
  throw new Error(
    `The stage "prod" has the simulated payment gateway, which takes no money: anybody could top up for free. Connect a real gateway (docs/guides/top-ups.md), or add -c ${FREE_POINTS_FLAG}=true if the points are worth nothing.`,
  );
};

/**
 * The stage's settings with the hold time of the command line, if it names one.
 * @throws Error if the stage is another than `dev`: buyers read how long they have in its settings
 */
export const withHoldSeconds = (name: string, stage: StageSettings, holdSeconds: number | undefined): StageSettings => {
  if (holdSeconds === undefined) return stage;
  if (name !== "dev") {
    throw new Error(`-c hold-seconds=… is for trying out "dev". Holds of "${name}" last as lib/stages.ts says.`);
  }
  return { ...stage, functions: { ...stage.functions, holdSeconds } };
};

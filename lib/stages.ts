import type { Settings } from "#functions/shared/settings.ts";

export type StageName = "dev" | "staging" | "prod";

/** All that differs between stages, and every limit and duration that an operator of Encore may want to set. */
export interface StageSettings {
  /** Whether tables, secret and user pool outlive the stack and refuse to be deleted. */
  readonly keepsData: boolean;
  /** How long logs are kept. */
  readonly logRetentionDays: 7 | 30 | 90;
  /** Whether an answer that breaks its own schema is a 500 or only logged. */
  readonly answerCheck: "enforce" | "log";
  /** Memory of each function; Lambda's share of a CPU grows with it. */
  readonly functionMemoryMb: number;
  /** Requests a second that API Gateway lets through. */
  readonly requestsPerSecondMax: number;
  /** Requests that API Gateway lets through at once. */
  readonly requestsBurstMax: number;
  readonly functions: Settings;
}

const base: StageSettings = {
  keepsData: true,
  logRetentionDays: 30,
  answerCheck: "log",
  functionMemoryMb: 512,
  requestsPerSecondMax: 5000,
  requestsBurstMax: 10_000,
  functions: {
    holdSeconds: 300,
    holdExtensionSeconds: 0,
    lapsedHoldsMax: 3,
    lapsedHoldsSeconds: 900,
    coolDownSeconds: 600,
    tickSeconds: 5,
    drawSettleSeconds: 5,
    clockSkewSeconds: 2,
    stockPercent: 120,
    chargeWonMax: 10_000_000,
    balanceWonMax: 100_000_000,
    eventKeptSeconds: 7 * 24 * 3600,
    webhooksMax: 10,
    webhookTimeoutSeconds: 5,
    webhookAttemptsMax: 8,
    webhookRetrySeconds: 10,
    webhookToLocal: 0,
    chargeCheckSeconds: 30,
  },
};

export const STAGES: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    ...base,
    keepsData: false,
    logRetentionDays: 7,
    answerCheck: "enforce",
    requestsPerSecondMax: 500,
    requestsBurstMax: 1000,
    functions: {
      ...base.functions,
      holdExtensionSeconds: 120,
      tickSeconds: 2,
      drawSettleSeconds: 2,
      chargeCheckSeconds: 5,
      webhookRetrySeconds: 1,
      webhookToLocal: 1,
    },
  },
  staging: { ...base, answerCheck: "enforce" },
  prod: { ...base, logRetentionDays: 90 },
};

/**
 * The settings of the stage named with `-c stage=`.
 * @throws Error listing the stages if there is none of that name.
 */
export const stageSettings = (name: string): StageSettings => {
  if (!Object.hasOwn(STAGES, name)) {
    throw new Error(`There is no stage "${name}". Choose one of ${Object.keys(STAGES).join(", ")} with -c stage=NAME.`);
  }
  return STAGES[name as StageName];
};

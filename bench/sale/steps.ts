/** How long steps took, as people have it and as a load program might. Pure. */
import { percentile } from "#bench/frame/spread.ts";

/** In the order in which people come to them. */
export const STEP_NAMES = [
  "join",
  "place",
  "public queue",
  "performances",
  "availability",
  "seats",
  "hold chosen",
  "hold best",
  "pay without balance",
  "top up",
  "pay",
  "receipt",
  "release",
  "leave",
] as const;

export type StepName = (typeof STEP_NAMES)[number];

/** What a person wanted from the service, until there was a final answer. Milliseconds on the clock of this process. */
export interface TimedStep {
  readonly step: StepName;
  /**
   * When the request was meant to be sent: an arrival by the schedule, a poll when the service said, anything else after
   * the answer before it and the time to think that was planned.
   */
  readonly dueMs: number;
  /** When the last request was sent, after any that were refused for the moment. */
  readonly sentMs: number;
  readonly endedMs: number;
}

/** As people have it: a program that was late and requests that had to be repeated are in it. */
export const correctedMs = ({ dueMs, endedMs }: TimedStep): number => endedMs - dueMs;

/** What omits that: the time of the request that was answered at last. */
export const uncorrectedMs = ({ sentMs, endedMs }: TimedStep): number => endedMs - sentMs;

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface StepLatency {
  readonly step: string;
  readonly count: number;
  readonly corrected: Percentiles;
  readonly uncorrected: Percentiles;
}

export const percentilesOf = (values: readonly number[]): Percentiles => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  max: percentile(values, 1),
});

const latencyOf = (step: string, timed: readonly TimedStep[]): StepLatency => ({
  step,
  count: timed.length,
  corrected: percentilesOf(timed.map(correctedMs)),
  uncorrected: percentilesOf(timed.map(uncorrectedMs)),
});

/** Of each step that was made, and of all together. */
export const latencies = (timed: readonly TimedStep[]): readonly StepLatency[] => {
  const byStep = Map.groupBy(timed, ({ step }) => step);
  return [
    ...STEP_NAMES.flatMap((step) => (byStep.has(step) ? [latencyOf(step, byStep.get(step) ?? [])] : [])),
    latencyOf("all steps", timed),
  ];
};

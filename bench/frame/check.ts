/**
 * Figures beside their targets. What is counted (units, calls, bytes, memory) is the same on any machine, so it can fail a
 * run; what is measured depends on the machine and its neighbours, and never does.
 */
import { percent, quantity } from "#simulation/report/number-format.ts";

export interface Check {
  readonly what: string;
  readonly unit: string;
  readonly basis: "counted" | "measured";
  readonly better: "lower" | "higher";
  readonly value: number;
  readonly target: number;
  /** What a counted figure may be as long as its target is not met. The target itself if absent. */
  readonly limit?: number;
}

export interface Verdict {
  readonly isMet: boolean;
  /** How far the figure is from its target, as a share of the target; 0 if it is met. */
  readonly missedBy: number;
  /** Whether the run has to fail because of it. */
  readonly fails: boolean;
}

/** How far a value is on the wrong side of a bound, as a share of it. */
const beyond = ({ value, better }: Check, bound: number): number => {
  const excess = better === "lower" ? value - bound : bound - value;
  if (excess <= 0) return 0;
  return bound === 0 ? Number.POSITIVE_INFINITY : excess / Math.abs(bound);
};

/** A figure that is not a number meets nothing: something was not counted. */
export const verdictOf = (check: Check): Verdict => {
  if (Number.isNaN(check.value)) {
    return { isMet: false, missedBy: Number.POSITIVE_INFINITY, fails: check.basis === "counted" };
  }
  const missedBy = beyond(check, check.target);
  const fails = check.basis === "counted" && beyond(check, check.limit ?? check.target) > 0;
  return { isMet: missedBy === 0, missedBy, fails };
};

/** Such as "missed by 12.0%". */
export const verdictInWords = (check: Check): string => {
  const { isMet, missedBy, fails } = verdictOf(check);
  if (isMet) return "met";
  const by = Number.isFinite(missedBy) ? `missed by ${percent(missedBy)}` : "missed";
  const isBounded = check.basis === "counted" && check.limit !== undefined;
  if (fails) return isBounded ? `${by}, and past the limit of ${quantity(check.limit ?? 0)}` : by;
  return isBounded ? `${by}, within the limit of ${quantity(check.limit ?? 0)}` : by;
};

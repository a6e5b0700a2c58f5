/** What is known of the cohorts of a lane that have not been settled. They never change, so it only grows. Pure. */
import { LAST_SECOND } from "#contract/common.ts";
import type { Cohort, Lane } from "#functions/queue/rules/queue-state.ts";

export interface UnsettledCohorts {
  /** Those that end after this number are known, as far as they have been read. */
  readonly after: number;
  /** Those that end at this number or before have all been read. */
  readonly readTo: number;
  /** In order. */
  readonly cohorts: readonly Cohort[];
  /** A number that has been served and was in no cohort, and since when, in milliseconds of the monotonic clock. */
  readonly gap?: { readonly from: number; readonly sinceMs: number } | undefined;
}

type Served = Pick<Lane, "served" | "settledTo">;

/** What of it still matters, when the lane is as it has been read now. */
export const unsettledOf = (known: UnsettledCohorts | undefined, { settledTo }: Served): UnsettledCohorts => {
  // A lane that was read before the one of which `known` is may still have cohorts that are missing there.
  if (known === undefined || known.after > settledTo) return { after: settledTo, readTo: settledTo, cohorts: [] };
  return {
    ...known,
    after: settledTo,
    readTo: Math.max(known.readTo, settledTo),
    cohorts: known.cohorts.filter(({ to }) => to > settledTo),
  };
};

/** How long a gap must last to be believed. A transaction is written long before. */
const GAP_BELIEVED_MS = 10_000;

/**
 * Adds what was read after `known.readTo`. Cohorts follow each other without a gap. A read beside the transaction that
 * writes one may find that it has been served and not find it yet, so what follows a gap is read again next time. One
 * that lasts is believed: DynamoDB deletes cohorts long after their end.
 * @param read the cohorts that were found, in order, and whether these are all
 */
export const withRead = (
  known: UnsettledCohorts,
  { served }: Served,
  read: { readonly cohorts: readonly Cohort[]; readonly isWhole: boolean },
  nowMs: number,
): UnsettledCohorts => {
  const cohorts = [...known.cohorts];
  let { readTo } = known;
  const gapUpTo = (number: number): UnsettledCohorts["gap"] => {
    const from = readTo + 1;
    if (from >= number) return undefined;
    const sinceMs = known.gap?.from === from ? known.gap.sinceMs : nowMs;
    return nowMs - sinceMs < GAP_BELIEVED_MS ? { from, sinceMs } : undefined;
  };
  for (const cohort of read.cohorts) {
    const gap = gapUpTo(cohort.from);
    if (gap) return { ...known, readTo, cohorts, gap };
    cohorts.push(cohort);
    readTo = cohort.to;
  }
  const gap = read.isWhole ? gapUpTo(served + 1) : undefined;
  if (read.isWhole && gap === undefined) readTo = Math.max(readTo, served);
  return { ...known, readTo, cohorts, gap };
};

/**
 * The numbers that have been served in cohorts that were not read, as one cohort of people who were all admitted a moment
 * ago. So at least as many are counted as there are (Q3).
 */
export const unreadOf = ({ readTo }: UnsettledCohorts, { served }: Served): readonly Cohort[] =>
  readTo >= served
    ? []
    : [{ from: readTo + 1, to: served, admittedAt: LAST_SECOND, claimBy: LAST_SECOND, expiresAt: LAST_SECOND }];

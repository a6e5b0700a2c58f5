import type { Cohort, Line } from "#functions/queue/line.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** People of one cohort who claimed their turn and who have gone again. Once closed, nobody can claim. */
export interface CohortCount {
  readonly claimed: number;
  readonly left: number;
  readonly closed: boolean;
}

export type CountedCohort = Cohort & CohortCount;

export const COHORT_SIZE_MAX = 1000;
/** A transaction has at most 100 writes; ten cohorts and the line stay far below. */
export const ADMITTED_PER_TICK_MAX = 10 * COHORT_SIZE_MAX;

/** Whether a cohort's time is surely over on every clock. */
const hasExpired = (cohort: Cohort, now: Seconds, clockSkewSeconds: number): boolean =>
  now >= cohort.expiresAt + clockSkewSeconds;

/** Whether a cohort still takes claims although its time for that is over on every clock. */
export const isDueToClose = (cohort: CountedCohort, now: Seconds, clockSkewSeconds: number): boolean =>
  !cohort.closed && now >= cohort.claimBy + clockSkewSeconds;

/**
 * How many admissions may be live: never fewer than there are. An open cohort counts whole, since everybody of it
 * may yet claim; a closed one counts those who did. Who left counts no more.
 */
export const activeOf = (cohorts: readonly CountedCohort[], now: Seconds, clockSkewSeconds: number): number =>
  cohorts
    .filter((cohort) => !hasExpired(cohort, now, clockSkewSeconds))
    .reduce((sum, cohort) => sum + (cohort.closed ? cohort.claimed : cohort.to - cohort.from + 1) - cohort.left, 0);

export interface Decision {
  /** New cohorts, in order; none if nobody is admitted. */
  readonly admitted: readonly Cohort[];
  readonly soldOut: boolean;
  readonly admittedPerMinute: number;
  readonly settledTo: number;
}

/** Seats of the performances on sale now; `free` is how many are neither held nor sold. */
export interface Stock {
  readonly capacity: number;
  readonly free: number;
}

/**
 * Decides how many are admitted now: no more than wait, than the pace allows, than the cap leaves room for, and
 * than there are free seats. Pure: the same facts give the same decision (Q3, Q4).
 */
export const decide = (facts: {
  readonly now: Seconds;
  readonly line: Line;
  readonly cohorts: readonly CountedCohort[];
  readonly stock: Stock;
  readonly clockSkewSeconds: number;
}): Decision => {
  const { now, line, cohorts, stock, clockSkewSeconds } = facts;
  const { settings } = line;
  const room = settings.maxActive - activeOf(cohorts, now, clockSkewSeconds);
  const isOpen = line.lobbySize !== undefined && !settings.paused && now < settings.closesAt;
  const admit = isOpen
    ? Math.max(0, Math.min(line.issued - line.served, settings.admitPerTick, ADMITTED_PER_TICK_MAX, room, stock.free))
    : 0;
  const admitted = cohortsOf(line, admit, now);
  return {
    admitted,
    soldOut: stock.capacity > 0 && stock.free === 0,
    admittedPerMinute: [...cohorts, ...admitted]
      .filter((cohort) => cohort.admittedAt > now - 60)
      .reduce((sum, cohort) => sum + cohort.to - cohort.from + 1, 0),
    settledTo: settledTo(line, cohorts, now, clockSkewSeconds),
  };
};

const cohortsOf = (line: Line, admit: number, now: Seconds): readonly Cohort[] => {
  const { claimSeconds, passSeconds } = line.settings;
  const count = Math.ceil(admit / COHORT_SIZE_MAX);
  return Array.from({ length: count }, (_, index) => {
    const from = line.served + 1 + index * COHORT_SIZE_MAX;
    return {
      from,
      to: Math.min(from + COHORT_SIZE_MAX - 1, line.served + admit),
      admittedAt: now,
      claimBy: now + claimSeconds,
      expiresAt: now + claimSeconds + passSeconds,
    };
  });
};

/** Moves past the expired cohorts at the front, as long as there is no live one before them. */
const settledTo = (line: Line, cohorts: readonly CountedCohort[], now: Seconds, clockSkewSeconds: number): number => {
  let settled = line.settledTo;
  for (const cohort of cohorts) {
    if (!hasExpired(cohort, now, clockSkewSeconds)) break;
    settled = cohort.to;
  }
  return settled;
};

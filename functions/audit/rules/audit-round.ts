/** How the daily audit goes through the concerts: one after the other, over as many starts as it takes. Pure. */
import { addPoints, NO_POINTS, type Points } from "#functions/audit/rules/m4-points.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** One round over all running concerts. */
export interface AuditRound {
  /** The day on which it began, as days since 1970. */
  readonly day: number;
  /** The concert that is under way, or the last one that is done. "" at the beginning. */
  readonly concertId: string;
  /** Where the concert goes on; null if it is done, or not begun. */
  readonly cursor: string | null;
  /** The sums of the concert so far. */
  readonly points: Points;
  /** How many times in a row the next page could not be made. */
  readonly failures: number;
  readonly concerts: number;
  readonly findings: number;
  /** Of the round before. */
  readonly findingsBefore: number;
  readonly isDone: boolean;
}

const DAY_SECONDS = 24 * 3600;
/** Rounds begin at 19:00 UTC, four in the morning in Seoul, when no sale opens. */
const BEGINS_AT_SECONDS = 19 * 3600;
/** A page that fails so often is not only out of reach for a moment. */
const FAILURES_MAX = 3;

/** The round to go on with: the one under way, however old, or a new one if none has begun today. Undefined: nothing to do. */
export const roundAt = (before: AuditRound | undefined, now: Seconds): AuditRound | undefined => {
  const day = Math.floor((now - BEGINS_AT_SECONDS) / DAY_SECONDS);
  if (before !== undefined && !before.isDone) return before;
  if (before !== undefined && before.day >= day) return undefined;
  return {
    day,
    concertId: "",
    cursor: null,
    points: NO_POINTS,
    failures: 0,
    concerts: 0,
    findings: 0,
    findingsBefore: before?.findings ?? 0,
    isDone: false,
  };
};

/** The concert to check next, in the order of their ids: concerts that come or go between two starts change nothing. */
export const nextConcert = (round: AuditRound, concertIds: readonly string[]): string | undefined =>
  round.cursor === null ? concertIds.toSorted().find((id) => id > round.concertId) : round.concertId;

interface PageResult {
  readonly points: Points;
  readonly nextCursor: string | null;
}

/** The round after a page of a concert. @param findings how many that makes, those about the whole concert included */
export const afterPage = (
  round: AuditRound,
  concertId: string,
  { points, nextCursor }: PageResult,
  findings: number,
): AuditRound => ({
  ...round,
  concertId,
  cursor: nextCursor,
  points: nextCursor === null ? NO_POINTS : addPoints(round.points, points),
  failures: 0,
  concerts: round.concerts + (nextCursor === null ? 1 : 0),
  findings: round.findings + findings,
});

/** The round after a page that could not be made. The rest of a concert that keeps failing is left out, as one finding. */
export const afterFailure = (round: AuditRound, concertId: string): AuditRound =>
  round.failures + 1 < FAILURES_MAX
    ? { ...round, failures: round.failures + 1 }
    : { ...round, concertId, cursor: null, points: NO_POINTS, failures: 0, findings: round.findings + 1 };

/** What the alarm watches: it stays raised until a whole round has found nothing. */
export const findingsToReport = ({ findings, findingsBefore, isDone }: AuditRound): number =>
  isDone ? findings : Math.max(findings, findingsBefore);

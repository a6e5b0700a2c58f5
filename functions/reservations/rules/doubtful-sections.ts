/** Which section states may be too old to refuse somebody. Pure. */
import { type Availability, isOverdue } from "#functions/seats/rules/seat-occupancy.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A change of a user's own that frees seats of a section from a time on. */
export interface SectionChange {
  readonly sectionId: string;
  readonly at: Seconds;
}

/** A section, with its last recount if it was ever counted. */
export interface CountedSection {
  readonly sectionId: string;
  readonly count: Pick<Availability, "countedAt" | "nextExpiryAt"> | undefined;
}

/**
 * A change that was noted at a time is stored this many seconds later at most: a request takes 15, and clocks differ by
 * less than the rest. So a recount from then on has seen it.
 */
const STORED_WITHIN_SECONDS = 20;
/** A change that lies this far in the future by this clock may have happened by that of another function. */
const CLOCK_SKEW_SECONDS = 5;
/** By then each section is right again, whatever message was lost (S6). */
const MENDED_WITHIN_SECONDS = 600;
/** Sections in which a hold of others is over and not counted yet. They are counted again within seconds. */
const OVERDUE_MAX = 3;

const mayMatter = ({ at }: SectionChange, now: Seconds): boolean =>
  now - MENDED_WITHIN_SECONDS <= at && at <= now + CLOCK_SKEW_SECONDS;

/**
 * The sections to read as they are before somebody is refused for want of seats: those whose state may be from before a
 * change of the caller's own seats, and up to three others in which a hold is over, the longest over first. A section that
 * was never counted has been free all the time, as far as is known.
 * @param changes the last changes that freed seats of the caller
 */
export const doubtfulSections = (
  sections: readonly CountedSection[],
  changes: readonly SectionChange[],
  now: Seconds,
): ReadonlySet<string> => {
  const changedAt = new Map<string, Seconds>();
  for (const change of changes.filter((each) => mayMatter(each, now))) {
    changedAt.set(change.sectionId, Math.max(change.at, changedAt.get(change.sectionId) ?? 0));
  }
  const own: string[] = [];
  const overdue: { readonly sectionId: string; readonly since: Seconds }[] = [];
  for (const { sectionId, count } of sections) {
    if (count === undefined) continue;
    const at = changedAt.get(sectionId);
    const isLate = isOverdue(count, now);
    if (at !== undefined && (isLate || count.countedAt < at + STORED_WITHIN_SECONDS)) own.push(sectionId);
    else if (isLate) overdue.push({ sectionId, since: count.nextExpiryAt ?? now });
  }
  const longest = overdue.toSorted((one, other) => one.since - other.since).slice(0, OVERDUE_MAX);
  return new Set([...own, ...longest.map(({ sectionId }) => sectionId)]);
};

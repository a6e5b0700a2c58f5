/** What the self-audit checks in one go, and how it makes sure of what it found while the sale goes on. */

import type { FindingCode } from "#contract/audit.ts";
import { type Finding, finding, type NamedItem, stillThere } from "#functions/audit/rules/finding.ts";
import { addPoints, NO_POINTS, type Points } from "#functions/audit/rules/m4-points.ts";
import { StoredItemError } from "#functions/shared/stored.ts";
import { wait } from "#functions/shared/time.ts";

/** How many items were checked. */
export interface Checked {
  readonly sections: number;
  readonly seats: number;
  readonly buyers: number;
  readonly reservations: number;
  readonly entries: number;
  readonly topUps: number;
  /** Buyers with so much history that only a part of it was checked; their points are in no sum. */
  readonly buyersInPart: number;
}

export const NOTHING_CHECKED: Checked = {
  sections: 0,
  seats: 0,
  buyers: 0,
  reservations: 0,
  entries: 0,
  topUps: 0,
  buyersInPart: 0,
};

export interface CheckResult {
  readonly checked: Checked;
  readonly points: Points;
  readonly findings: readonly Finding[];
}

export const NO_RESULT: CheckResult = { checked: NOTHING_CHECKED, points: NO_POINTS, findings: [] };

/** One section or one buyer; every call reads it anew. */
export type AuditTask = () => Promise<CheckResult>;

/**
 * A unit that tells of items too damaged to be checked, such as a reservation without its list of seats, instead of
 * failing with all the others of its page.
 */
export const readable =
  (unit: AuditTask, code: FindingCode, item: NamedItem): AuditTask =>
  async () => {
    try {
      return await unit();
    } catch (error) {
      if (!(error instanceof StoredItemError || error instanceof TypeError || error instanceof RangeError)) throw error;
      const message = `Something stored of ${item.id} is not in its form: ${error.message}.`;
      return { ...NO_RESULT, findings: [finding(code, message, [item])] };
    }
  };

const addChecked = (one: Checked, other: Checked): Checked => ({
  sections: one.sections + other.sections,
  seats: one.seats + other.seats,
  buyers: one.buyers + other.buyers,
  reservations: one.reservations + other.reservations,
  entries: one.entries + other.entries,
  topUps: one.topUps + other.topUps,
  buyersInPart: one.buyersInPart + other.buyersInPart,
});

export const addResults = (checkups: readonly CheckResult[]): CheckResult =>
  checkups.reduce(
    (sum, each) => ({
      checked: addChecked(sum.checked, each.checked),
      points: addPoints(sum.points, each.points),
      findings: [...sum.findings, ...each.findings],
    }),
    NO_RESULT,
  );

/**
 * When what looks wrong is read again. A booking in flight is through after the first; a change of seats has to be in
 * the availability after 2 seconds (S6), so the second comes later than that.
 */
export const WAITS_MS: readonly number[] = [700, 1800];

export interface Suspect {
  readonly unit: AuditTask;
  readonly checkup: CheckResult;
}

/**
 * Reads again what looks wrong, and keeps of its findings those that are there each time, with the same values. The
 * parts of a booking are read one after the other, so a finding may only be a booking that came between.
 */
export const settle = async (
  suspects: readonly Suspect[],
  waitsMs: readonly number[],
): Promise<readonly CheckResult[]> => {
  let settled = suspects;
  for (const waitMs of waitsMs) {
    if (settled.every(({ checkup }) => checkup.findings.length === 0)) break;
    await wait(waitMs);
    settled = await Promise.all(settled.map(checkAgain));
  }
  return settled.map(({ checkup }) => checkup);
};

const checkAgain = async (suspect: Suspect): Promise<Suspect> => {
  const { unit, checkup: before } = suspect;
  if (before.findings.length === 0) return suspect;
  const again = await unit();
  return { unit, checkup: { ...again, findings: stillThere(before.findings, again.findings) } };
};

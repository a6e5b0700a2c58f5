/** A task of the self-audit, and how a finding is confirmed while the sale goes on. */
import type { FindingCode } from "#contract/audit.ts";
import { type Finding, finding, type NamedItem, stillThere } from "#functions/audit/rules/finding.ts";
import { addPoints, NO_POINTS, type Points } from "#functions/audit/rules/m4-points.ts";
import { StoredItemError } from "#functions/shared/stored.ts";
import { pause } from "#functions/shared/time-limit.ts";

/** How many items were checked. */
export interface Checked {
  readonly sections: number;
  readonly seats: number;
  readonly buyers: number;
  readonly reservations: number;
  readonly entries: number;
  readonly topUps: number;
  /** Buyers with too long a history, of which only a part was checked; their points are in no sum. */
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

/** What a task, a page or a whole audit has found. */
export interface CheckResult {
  readonly checked: Checked;
  readonly points: Points;
  readonly findings: readonly Finding[];
}

export const NO_RESULT: CheckResult = { checked: NOTHING_CHECKED, points: NO_POINTS, findings: [] };

/** Checks one section or one buyer; every call reads it again. */
export type AuditTask = () => Promise<CheckResult>;

/**
 * Makes a task that reports an item too damaged to be checked, such as a reservation without its list of seats, as a
 * finding that names the bad field; otherwise it would fail the whole page.
 */
export const readable =
  (task: AuditTask, code: FindingCode, item: NamedItem): AuditTask =>
  async () => {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof StoredItemError)) throw error;
      return { ...NO_RESULT, findings: [finding(code, `${item.id} can't be checked. ${error.message}`, [item])] };
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

export const addResults = (results: readonly CheckResult[]): CheckResult =>
  results.reduce(
    (sum, each) => ({
      checked: addChecked(sum.checked, each.checked),
      points: addPoints(sum.points, each.points),
      findings: [...sum.findings, ...each.findings],
    }),
    NO_RESULT,
  );

/**
 * The waits before what looks wrong is read again. After the first a booking in flight is complete; after both together
 * more than 2 seconds have passed, by when a change of seats has to be in the availability (S6).
 */
export const WAITS_MS: readonly number[] = [700, 1800];

export interface CheckedTask {
  readonly task: AuditTask;
  readonly result: CheckResult;
}

/**
 * Runs the tasks with findings again, and keeps the findings that come up each time with the same values. The parts of
 * a booking are read one after the other, so a finding may be no more than a booking that came between two reads.
 */
export const settle = async (
  tasks: readonly CheckedTask[],
  waitsMs: readonly number[],
): Promise<readonly CheckResult[]> => {
  let settled = tasks;
  for (const waitMs of waitsMs) {
    if (settled.every(({ result }) => result.findings.length === 0)) break;
    await pause(waitMs);
    settled = await Promise.all(settled.map(checkAgain));
  }
  return settled.map(({ result }) => result);
};

const checkAgain = async (checked: CheckedTask): Promise<CheckedTask> => {
  const { task, result: before } = checked;
  if (before.findings.length === 0) return checked;
  const again = await task();
  return { task, result: { ...again, findings: stillThere(before.findings, again.findings) } };
};

/** The use case of the self-audit: whether S1, S5, S6, M1, M3 and M4 hold of a concert, on live data. */
import * as z from "zod/mini";
import { after, type ScannedReservation, scanReservations } from "#functions/audit/audit-store.ts";
import {
  type AuditTask,
  addResults,
  type CheckResult,
  readable,
  type Suspect,
  settle,
  WAITS_MS,
} from "#functions/audit/audit-task.ts";
import { auditBuyer, isOlder, type Sale } from "#functions/audit/buyer-audit.ts";
import { accountItem, availabilityItem } from "#functions/audit/rules/finding.ts";
import { auditSection } from "#functions/audit/section-audit.ts";
import { findPerformance, listPerformances, readConcert } from "#functions/catalog/catalog-store.ts";
import { fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { Problem } from "#functions/shared/problem.ts";
import { type Clock, systemClock } from "#functions/shared/time.ts";

export interface AuditRequest {
  readonly concertId: string;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly clock?: Clock;
  /** When what looks wrong is read again. */
  readonly waitsMs?: readonly number[];
}

export interface AuditPage extends CheckResult {
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** Units at a time, and how many items a page reads before it ends. A unit that has begun is finished. */
const AT_ONCE = 5;
const ITEMS_MAX = 2000;
/** Reservations of the concert that a page looks at. */
const SIGHTINGS_MAX = 50;
/** Items of the table that one look goes through, and looks for a page that finds nothing of the concert. */
const SCANNED_MAX = 100;
const SCANS_MAX = 40;

/** Where a page begins: all sections come first, then all buyers. */
interface Position {
  readonly step: "SECTIONS" | "BUYERS";
  /** A performance and a section, or a reservation and its item. Both undefined: from the start. */
  readonly first?: string | undefined;
  readonly second?: string | undefined;
}

const Name = z.optional(z.string().check(z.minLength(1), z.maxLength(80)));
const CURSOR = { step: z.enum(["SECTIONS", "BUYERS"]), first: Name, second: Name };

/**
 * Checks the next part of a concert: a bounded number of items, and all of a concert from page to page. It writes
 * nothing. Sections are checked from their seats' side, buyers with their reservations, payments, ledger and top-ups.
 * @throws Problem CONCERT_NOT_FOUND, or VALIDATION_FAILED for what is no cursor
 */
export const auditPage = async (request: AuditRequest): Promise<AuditPage> => {
  const { concertId, clock = systemClock, waitsMs = WAITS_MS } = request;
  const position: Position = fromCursor(request.cursor, CURSOR) ?? { step: "SECTIONS" };
  if ((await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const sale = { concertId, performances: await listPerformances(concertId) };
  const page =
    position.step === "SECTIONS"
      ? await checkSections(sale, position, clock)
      : await checkBuyers(sale, position, clock);
  const settled = await settle(page.suspects, waitsMs);
  return { ...addResults(settled), nextCursor: toCursor(page.next && { ...page.next }) };
};

interface CheckedPage {
  readonly suspects: readonly Suspect[];
  readonly next: Position | undefined;
}

interface Step {
  readonly unit: AuditTask;
  /** Where to go on after it. */
  readonly end: Position;
}

/** What a unit reads at least, however little it finds. */
const ITEMS_OF_UNIT = 20;
const itemsOf = ({ checked }: CheckResult): number =>
  ITEMS_OF_UNIT + checked.seats + checked.reservations + checked.entries + checked.topUps;

/** Checks units until the page is full. @returns also the last that was checked, if any are left */
const checkUntilFull = async (steps: readonly Step[]) => {
  const suspects: Suspect[] = [];
  let items = 0;
  for (let start = 0; start < steps.length; start += AT_ONCE) {
    const batch = steps.slice(start, start + AT_ONCE);
    const checked = await Promise.all(batch.map(async ({ unit }) => ({ unit, checkup: await unit() })));
    suspects.push(...checked);
    items += checked.reduce((sum, { checkup }) => sum + itemsOf(checkup), 0);
    const isLast = start + AT_ONCE >= steps.length;
    if (items >= ITEMS_MAX && !isLast) return { suspects, stoppedAt: batch.at(-1)?.end };
  }
  return { suspects, stoppedAt: undefined };
};

/** Sections of a page: of at most two performances, since most have many. */
const PERFORMANCES_MAX = 2;

const checkSections = async (sale: Sale, { first = "", second = "" }: Position, clock: Clock): Promise<CheckedPage> => {
  const ids = sale.performances.map(({ performanceId }) => performanceId).toSorted();
  const left = ids.filter((id) => id > first || (id === first && second !== ""));
  const here = left.slice(0, PERFORMANCES_MAX);
  const steps = (await Promise.all(here.map((id) => sectionSteps(id, clock)))).flat().filter(
    // What the page before has checked.
    ({ end }) => !(end.first === first && (end.second ?? "") <= second),
  );
  const { suspects, stoppedAt } = await checkUntilFull(steps);
  const last = here.at(-1);
  const isEnd = left.length === here.length;
  const next: Position = isEnd ? { step: "BUYERS" } : { step: "SECTIONS", first: last };
  return { suspects, next: stoppedAt ?? next };
};

const sectionSteps = async (performanceId: string, clock: Clock): Promise<readonly Step[]> => {
  const performance = await findPerformance(performanceId);
  return (performance?.sections ?? [])
    .toSorted((a, b) => (a.sectionId < b.sectionId ? -1 : 1))
    .map((section) => ({
      unit: readable(
        () => auditSection(performanceId, section, clock),
        "SECTION_UNREADABLE",
        availabilityItem(performanceId, section.sectionId),
      ),
      end: { step: "SECTIONS", first: performanceId, second: section.sectionId },
    }));
};

const checkBuyers = async (sale: Sale, { first, second }: Position, clock: Clock): Promise<CheckedPage> => {
  let from = first === undefined || second === undefined ? undefined : { reservationId: first, sk: second };
  const sightings: ScannedReservation[] = [];
  for (let scan = 0; scan < SCANS_MAX; scan += 1) {
    const found = await scanReservations(sale.concertId, { from, itemsMax: SCANNED_MAX });
    sightings.push(...found.sightings);
    from = found.next;
    if (from === undefined || sightings.length >= SIGHTINGS_MAX) break;
  }
  const steps = sightings.map((seen) => ({
    unit: readable(() => auditBuyer(sale, seen, clock), "BUYER_UNREADABLE", accountItem(seen.userId)),
    end: buyersAfter(after(seen)),
  }));
  // A buyer is checked with the oldest reservation, so one that comes with an older one need not be looked up.
  const oldest = steps.filter((_, index) => !sightings.some((other) => isSameBuyer(other, sightings[index])));
  const { suspects, stoppedAt } = await checkUntilFull(oldest);
  return { suspects, next: stoppedAt ?? (from && buyersAfter(from)) };
};

const isSameBuyer = (older: ScannedReservation, seen: ScannedReservation | undefined): boolean =>
  seen !== undefined && older.userId === seen.userId && isOlder(older, seen);

const buyersAfter = ({ reservationId, sk }: { readonly reservationId: string; readonly sk: string }): Position => ({
  step: "BUYERS",
  first: reservationId,
  second: sk,
});

/** The self-audit of a concert, page by page: whether S1, S5, S6, M1, M3, M4 and M6 hold on live data. */
import * as z from "zod/mini";
import { after, type ScannedItem, type ScannedReservation, scanReservations } from "#functions/audit/audit-store.ts";
import {
  type AuditTask,
  addResults,
  type CheckedTask,
  type CheckResult,
  readable,
  settle,
  WAITS_MS,
} from "#functions/audit/audit-task.ts";
import { auditBuyer, isOlder, type Sale } from "#functions/audit/buyer-audit.ts";
import { accountItem, availabilityItem, reservationItem } from "#functions/audit/rules/finding.ts";
import { auditSection } from "#functions/audit/section-audit.ts";
import { findPerformance, readConcert, readEveryPerformance } from "#functions/catalog/catalog-store.ts";
import { fromCursor, toCursor } from "#functions/shared/cursor.ts";
import { Problem } from "#functions/shared/problem.ts";
import { StoredItemError } from "#functions/shared/stored.ts";
import { type Clock, systemClock } from "#functions/shared/time.ts";

export interface AuditRequest {
  readonly concertId: string;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly clock?: Clock;
  /** The waits before what looks wrong is read again. */
  readonly waitsMs?: readonly number[];
}

export interface AuditPage extends CheckResult {
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** Tasks at a time, and items after which a page ends. A task that has begun is finished. */
const PARALLEL = 5;
const ITEMS_MAX = 2000;
/** Reservations of the concert on one page. */
const RESERVATIONS_MAX = 50;
/** Items of the table in one scan, and scans after which a page ends that has found few reservations of the concert. */
const SCANNED_MAX = 100;
const SCANS_MAX = 40;

/** Where a page begins. The sections of a concert come first, then its buyers. */
interface Position {
  readonly step: "SECTIONS" | "BUYERS";
  /** A performance and a section, or a reservation and its sort key. Both undefined: at the start of the step. */
  readonly first?: string | undefined;
  readonly second?: string | undefined;
}

const KeyPart = z.optional(z.string().check(z.minLength(1), z.maxLength(80)));
const CURSOR = { step: z.enum(["SECTIONS", "BUYERS"]), first: KeyPart, second: KeyPart };

/**
 * Checks the next part of a concert: a bounded number of items a page, and the whole concert over all pages. It writes
 * nothing. A section is checked with its seats and their reservations; a buyer with reservations, payments, ledger and
 * top-ups.
 * @throws Problem CONCERT_NOT_FOUND, or VALIDATION_FAILED if the cursor is not one of this list
 */
export const auditConcert = async (request: AuditRequest): Promise<AuditPage> => {
  const { concertId, clock = systemClock, waitsMs = WAITS_MS } = request;
  const position: Position = fromCursor(request.cursor, CURSOR) ?? { step: "SECTIONS" };
  if ((await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");
  const sale = { concertId, performances: await readEveryPerformance(concertId) };
  const page =
    position.step === "SECTIONS"
      ? await checkSections(sale, position, clock)
      : await checkBuyers(sale, position, clock);
  const settled = await settle(page.checked, waitsMs);
  return { ...addResults(settled), nextCursor: toCursor(page.next && { ...page.next }) };
};

interface CheckedPage {
  readonly checked: readonly CheckedTask[];
  readonly next: Position | undefined;
}

interface Step {
  readonly task: AuditTask;
  /** Where to go on after it. */
  readonly end: Position;
}

/** What a task reads at least, however little it finds. */
const ITEMS_OF_TASK = 20;
const itemsOf = ({ checked }: CheckResult): number =>
  ITEMS_OF_TASK + checked.seats + checked.reservations + checked.entries + checked.topUps;

/** Runs tasks until the page is full. @returns `stoppedAt`: the end of the last task, if any are left */
const checkUntilFull = async (steps: readonly Step[]) => {
  const checked: CheckedTask[] = [];
  let items = 0;
  for (let start = 0; start < steps.length; start += PARALLEL) {
    const batch = steps.slice(start, start + PARALLEL);
    const results = await Promise.all(batch.map(async ({ task }) => ({ task, result: await task() })));
    checked.push(...results);
    items += results.reduce((sum, { result }) => sum + itemsOf(result), 0);
    const isLast = start + PARALLEL >= steps.length;
    if (items >= ITEMS_MAX && !isLast) return { checked, stoppedAt: batch.at(-1)?.end };
  }
  return { checked, stoppedAt: undefined };
};

/** Performances on one page of sections: few, since most have many sections. */
const PERFORMANCES_MAX = 2;

const checkSections = async (sale: Sale, { first = "", second = "" }: Position, clock: Clock): Promise<CheckedPage> => {
  const ids = sale.performances.map(({ performanceId }) => performanceId).toSorted();
  const left = ids.filter((id) => id > first || (id === first && second !== ""));
  const here = left.slice(0, PERFORMANCES_MAX);
  const steps = (await Promise.all(here.map((id) => sectionSteps(id, clock)))).flat().filter(
    // The page before has checked these.
    ({ end }) => !(end.first === first && (end.second ?? "") <= second),
  );
  const { checked, stoppedAt } = await checkUntilFull(steps);
  const last = here.at(-1);
  const isEnd = left.length === here.length;
  const next: Position = isEnd ? { step: "BUYERS" } : { step: "SECTIONS", first: last };
  return { checked, next: stoppedAt ?? next };
};

const sectionSteps = async (performanceId: string, clock: Clock): Promise<readonly Step[]> => {
  const performance = await findPerformance(performanceId);
  return (performance?.sections ?? [])
    .toSorted((a, b) => (a.sectionId < b.sectionId ? -1 : 1))
    .map((section) => ({
      task: readable(
        () => auditSection(performanceId, section, clock),
        "SECTION_UNREADABLE",
        availabilityItem(performanceId, section.sectionId),
      ),
      end: { step: "SECTIONS", first: performanceId, second: section.sectionId },
    }));
};

const checkBuyers = async (sale: Sale, { first, second }: Position, clock: Clock): Promise<CheckedPage> => {
  let from = first === undefined || second === undefined ? undefined : { reservationId: first, sk: second };
  const scanned: ScannedItem[] = [];
  for (let scan = 0; scan < SCANS_MAX; scan += 1) {
    const found = await scanReservations(sale.concertId, { from, itemsMax: SCANNED_MAX });
    scanned.push(...found.items);
    from = found.next;
    if (from === undefined || scanned.length >= RESERVATIONS_MAX) break;
  }
  const steps = scanned
    // A buyer is checked with the oldest reservation, so one that comes with an older one need not be looked up.
    .filter((item) => !scanned.some((other) => isOlderOfBuyer(other.reservation, item.reservation)))
    .map((item) => ({ task: buyerTask(sale, item, clock), end: buyersAfter(after(item)) }));
  const { checked, stoppedAt } = await checkUntilFull(steps);
  return { checked, next: stoppedAt ?? (from && buyersAfter(from)) };
};

const buyerTask = (sale: Sale, { reservationId, reservation }: ScannedItem, clock: Clock): AuditTask => {
  if (reservation instanceof StoredItemError) {
    return readable(() => Promise.reject(reservation), "BUYER_UNREADABLE", reservationItem(reservationId));
  }
  return readable(() => auditBuyer(sale, reservation, clock), "BUYER_UNREADABLE", accountItem(reservation.userId));
};

type Scanned = ScannedReservation | StoredItemError;

const isOlderOfBuyer = (older: Scanned, seen: Scanned): boolean =>
  !(older instanceof StoredItemError) &&
  !(seen instanceof StoredItemError) &&
  older.userId === seen.userId &&
  isOlder(older, seen);

const buyersAfter = ({ reservationId, sk }: { readonly reservationId: string; readonly sk: string }): Position => ({
  step: "BUYERS",
  first: reservationId,
  second: sk,
});

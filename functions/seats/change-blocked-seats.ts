/** The use case of keeping seats from the sale, and giving them back to it. */
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { recordPerformanceChange } from "#functions/catalog/performance-history-store.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { type BlockedSeatsChange, nextBlockedSeats } from "#functions/seats/rules/blocked-seats.ts";
import { findSeat, type Seat, sectionOf } from "#functions/seats/rules/seat-layout.ts";
import { blockSeat, readOccupied, recountSection, unblockSeat } from "#functions/seats/seat-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { freshId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Clock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 4;
const PARALLEL = 10;

/**
 * Blocks free seats and unblocks blocked ones, all or none, with the record of it (S1). The sections are recounted at
 * once; if that fails, the sweep of sections does it (S6).
 * @returns the seats that have changed. A seat that already was as wanted is not among them
 * @throws Problem PERFORMANCE_NOT_FOUND, SEAT_NOT_FOUND, SEAT_TAKEN with the seats that are held or sold, or
 * REQUEST_IN_PROGRESS
 */
export const changeBlockedSeats = async (
  request: {
    readonly performanceId: string;
    readonly operatorId: string;
    readonly wanted: BlockedSeatsChange & { readonly reason: string };
  },
  clock: Clock,
): Promise<BlockedSeatsChanged> => {
  const { performanceId, operatorId, wanted } = request;
  const performance = await findPerformance(performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  const seats = seatsNamed(performance, [...wanted.block, ...wanted.unblock]);

  const changed = await retryOnConflict(TRIES_MAX, async () => {
    const now = clock();
    const { block, unblock } = await changesNow(performanceId, wanted, clock);
    const done = { blocked: block, unblocked: unblock };
    if (block.length + unblock.length === 0) return done;
    const by = { by: operatorId, reason: wanted.reason };
    const record = { changeId: freshId("chg"), kind: "SEATS_BLOCKED", at: now, ...by, ...done } as const;
    const parts = [
      ...seats.filter(({ seatId }) => block.includes(seatId)).map((seat) => blockSeat(performanceId, seat, now)),
      ...unblock.map((seatId) => unblockSeat(performanceId, seatId)),
      recordPerformanceChange(performanceId, record),
    ];
    const outcome = await transact(parts, { triesMax: 1 });
    if (outcome.kind === "committed") return done;
    return outcome.kind === "refused" ? AGAIN_AT_ONCE : AGAIN;
  });
  const sections = new Set([...changed.blocked, ...changed.unblocked].map(sectionOf));
  await forEachLimit([...sections], PARALLEL, (sectionId) => recountSection(performanceId, sectionId, clock()));
  return changed;
};

export interface BlockedSeatsChanged {
  readonly blocked: readonly string[];
  readonly unblocked: readonly string[];
}

/** What of a wish is still to be done. @throws Problem SEAT_TAKEN */
const changesNow = async (
  performanceId: string,
  wanted: BlockedSeatsChange,
  clock: Clock,
): Promise<BlockedSeatsChange> => {
  const occupied = await readOccupied(performanceId, [...wanted.block, ...wanted.unblock], clock());
  const { taken, ...change } = nextBlockedSeats(wanted, occupied);
  if (taken.length > 0) throw new Problem("SEAT_TAKEN", { seatIds: taken });
  return change;
};

/** @throws Problem SEAT_NOT_FOUND with the seats that the performance does not have */
const seatsNamed = ({ sections }: Performance, seatIds: readonly string[]): readonly Seat[] => {
  const byId = new Map(sections.map((section) => [section.sectionId, section]));
  const find = (seatId: string): Seat | undefined => {
    const section = byId.get(sectionOf(seatId));
    return section && findSeat(section, seatId);
  };
  const unknown = seatIds.filter((seatId) => find(seatId) === undefined);
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return seatIds.flatMap((seatId) => find(seatId) ?? []);
};

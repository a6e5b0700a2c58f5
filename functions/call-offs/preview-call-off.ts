/** The use case of asking what calling a performance off would mean. */
import { takenOf } from "#functions/call-offs/rules/call-off.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import { refuseCalledOff } from "#functions/catalog/refuse-called-off.ts";
import { sumOfPayments } from "#functions/payments/payment-store.ts";
import { isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { readRecentOccupancy } from "#functions/seats/seat-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

const PARALLEL = 10;

export interface CallOffPreview {
  readonly holds: number;
  readonly reservations: number;
  readonly people: number;
  /** What is still to be refunded. */
  readonly won: number;
}

/**
 * Counts the holds and reservations that calling off would end, as they were a moment ago, and what it would give back.
 * A hall of 90,000 sold seats is about 1,000 R for the seats, and half an R for each reservation.
 * @throws Problem PERFORMANCE_NOT_FOUND or PERFORMANCE_CALLED_OFF
 */
export const previewCallOff = async (performanceId: string, now: Seconds): Promise<CallOffPreview> => {
  const performance = await findPerformance(performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  await refuseCalledOff(performanceId, { consistent: true });

  const people = new Set<string>();
  const holds = new Set<string>();
  const paid = new Set<string>();
  const look = async (sectionId: string): Promise<void> => {
    const seats = takenOf(await readRecentOccupancy(performanceId, sectionId));
    for (const seat of seats.filter((each) => isOccupied(each, now))) {
      people.add(seat.userId);
      (seat.state === "SOLD" ? paid : holds).add(seat.reservationId);
    }
  };
  const sectionIds = performance.sections.map(({ sectionId }) => sectionId);
  await forEachLimit(sectionIds, PARALLEL, look, rethrow);
  return { holds: holds.size, reservations: paid.size, people: people.size, won: await sumOfPayments([...paid]) };
};

const rethrow = (error: unknown): never => {
  throw error;
};

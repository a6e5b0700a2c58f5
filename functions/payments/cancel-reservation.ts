/** The use case of giving bought seats back for a refund. */

import {
  addEntry,
  foundOutcome,
  type MoneyOutcome,
  moneyKeyHash,
  readAccount,
  readOutcome,
  useKey,
} from "#functions/balance/balance-store.ts";
import { type Entry, nextEntry, takingsOf } from "#functions/balance/rules/ledger.ts";
import { findPerformance } from "#functions/catalog/catalog-store.ts";
import type { Refund } from "#functions/payments/rules/receipt.ts";
import { countEndedSeats } from "#functions/queue/place-store.ts";
import { cancelSeats, readWithPayment } from "#functions/reservations/reservation-store.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { namedSeats } from "#functions/seats/rules/seat-layout.ts";
import { returnSeat } from "#functions/seats/seat-store.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { backOff, type Outcome, type Part, transact } from "#functions/shared/transaction.ts";

export interface CancellationRequest {
  readonly reservationId: string;
  readonly userId: string;
  /** All seats of the reservation if undefined. */
  readonly seatIds: readonly string[] | undefined;
  readonly idempotencyKey: string;
}

export interface Cancelled {
  readonly reservation: Reservation;
  readonly refund: Refund;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

/** What changed under a try is read again so many times. */
const TRIES_MAX = 6;

/**
 * Gives seats back until the performance's deadline: one transaction frees them, refunds their price to the ledger,
 * and marks reservation and receipt (M3, M4, S5).
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_PAID, CANCELLATION_CLOSED, SEAT_NOT_FOUND,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const cancel = async (request: CancellationRequest): Promise<Cancelled> => {
  const keyHash = moneyKeyHash("cancel", request.idempotencyKey);
  const asked = fingerprint("cancel", request.reservationId, request.seatIds ?? "all");

  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const now = systemClock();
    const found = await readWithPayment(request.reservationId);
    if (found?.reservation.userId !== request.userId) throw new Problem("RESERVATION_NOT_FOUND");
    const { reservation, payment } = found;
    const earlier = payment?.refunds.find((refund) => refund.keyHash === keyHash);
    if (earlier) return repeated(reservation, earlier, asked);
    const used = await readOutcome(request.userId, keyHash, now);
    refuseOtherUse(used, asked);
    // The same request went through after the payment was read, so that its refund is there by the next try.
    if (used) continue;
    const seatIds = await cancellableSeats(reservation, request, now);

    const account = await readAccount(request.userId, { consistent: true });
    const amount = priceOf(reservation, seatIds);
    const refundId = derivedId("ref", request.userId, "cancel", request.idempotencyKey);
    const next = nextEntry(account, {
      kind: "REFUND",
      counterAccount: takingsOf(reservation.concertId),
      amount,
      reference: refundId,
      at: now,
    });
    if ("missing" in next) throw new Error("A refund can't be short of money.");
    const refund = refundOf(next.entry, { refundId, seatIds, keyHash, request: asked });
    const outcome = await transact(
      [
        ...cancellationParts(reservation, refund),
        ...addEntry(request.userId, account, next.entry),
        useKey(request.userId, keyHash, { request: asked, result: { entry: next.entry } }, now),
      ],
      { triesMax: 1 },
    );
    if (outcome.kind === "committed") return { reservation, refund, isRepeat: false };
    refuseOtherUse(usedKey(outcome), asked);
    if (attempt < TRIES_MAX) await backOff(attempt);
  }
  throw new Problem("REQUEST_IN_PROGRESS");
};

const repeated = (reservation: Reservation, refund: Refund, asked: string): Cancelled => {
  if (refund.request !== asked) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { reservation, refund, isRepeat: true };
};

const usedKey = (outcome: Outcome): MoneyOutcome | undefined =>
  outcome.kind === "refused" ? foundOutcome(outcome.found.get("key")) : undefined;

/** A key that gave other seats back is used up. */
const refuseOtherUse = (earlier: MoneyOutcome | undefined, asked: string): void => {
  if (earlier && earlier.request !== asked) throw new Problem("IDEMPOTENCY_KEY_REUSED");
};

/** The seats to give back. @throws Problem if it is too late, or there are no such seats */
const cancellableSeats = async (
  reservation: Reservation,
  { seatIds }: CancellationRequest,
  now: Seconds,
): Promise<readonly string[]> => {
  const status = statusAt(reservation, now);
  if (status !== "PAID") throw new Problem("RESERVATION_NOT_PAID", { reservationStatus: status });
  const performance = await findPerformance(reservation.performanceId);
  if (performance === undefined) throw new Error(`There is no performance ${reservation.performanceId}.`);
  if (now >= performance.cancellableUntil) {
    throw new Problem("CANCELLATION_CLOSED", { cancellableUntil: isoTime(performance.cancellableUntil) });
  }
  const unknown = (seatIds ?? []).filter((seatId) => !reservation.seatIds.includes(seatId));
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return seatIds ?? reservation.seatIds;
};

const priceOf = ({ prices }: Reservation, seatIds: readonly string[]): number =>
  [...namedSeats(seatIds, prices)].reduce((sum, seat) => sum + seat.price, 0);

const refundOf = (entry: Entry, rest: Pick<Refund, "refundId" | "seatIds" | "keyHash" | "request">): Refund => ({
  ...rest,
  amount: entry.amount,
  balanceAfter: entry.balanceAfter,
  entrySeq: entry.seq,
  refundedAt: entry.at,
});

const cancellationParts = (reservation: Reservation, refund: Refund): readonly Part[] => {
  const { reservationId, performanceId, concertId, userId } = reservation;
  const kept = reservation.seatIds.filter((seatId) => !refund.seatIds.includes(seatId));
  return [
    ...cancelSeats(reservation, { seatIds: kept, amount: reservation.amount - refund.amount }, refund),
    ...refund.seatIds.map((seatId) => returnSeat(performanceId, seatId, reservationId)),
    countEndedSeats({ concertId, userId, performanceId, seats: refund.seatIds.length }),
  ];
};

/** The use case of giving bought seats back for a refund. */

import {
  addEntry,
  type MoneyOutcome,
  moneyKeyHash,
  readAccount,
  readOutcome,
  toMoneyOutcome,
  useKey,
} from "#functions/balance/balance-store.ts";
import { type Account, type Entry, nextEntry, takingsOf } from "#functions/balance/rules/ledger.ts";
import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import { salePhase } from "#functions/catalog/rules/sale-phase.ts";
import { addRefund, readWithPayment } from "#functions/payments/payment-store.ts";
import type { Refund } from "#functions/payments/rules/payment.ts";
import { countEndedSeats } from "#functions/queue/place-store.ts";
import { markSeatsReturned } from "#functions/reservations/reservation-store.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { amountOf } from "#functions/reservations/rules/seat-rates.ts";
import { returnSeat } from "#functions/seats/seat-store.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { isoTime, type Seconds, systemClock } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

export interface CancellationInput {
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

const TRIES_MAX = 6;

/** A request, with what identifies it under its key. */
interface Attempt extends CancellationInput {
  readonly keyHash: string;
  readonly fingerprint: string;
}

/**
 * Gives seats back until the performance's deadline: one transaction frees them, refunds their price to the ledger,
 * and updates reservation and receipt (M3, M4, S5).
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_PAID, CANCELLATION_CLOSED, SEAT_NOT_FOUND,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const cancelReservation = (input: CancellationInput): Promise<Cancelled> => {
  const attempt: Attempt = {
    ...input,
    keyHash: moneyKeyHash("cancel", input.idempotencyKey),
    fingerprint: fingerprint("cancel", input.reservationId, input.seatIds ?? "all"),
  };
  return retryOnConflict(TRIES_MAX, () => tryToCancel(attempt));
};

const tryToCancel = async (attempt: Attempt): Promise<Cancelled | typeof AGAIN | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const found = await readWithPayment(attempt.reservationId);
  if (found?.reservation.userId !== attempt.userId) throw new Problem("RESERVATION_NOT_FOUND");
  const { reservation, payment } = found;
  const earlier = payment?.refunds.find(({ keyHash }) => keyHash === attempt.keyHash);
  if (earlier) return repeated(reservation, earlier, attempt);
  const used = await readOutcome(attempt.userId, attempt.keyHash, now);
  refuseOtherUse(used, attempt);
  // The same request went through after the payment was read, so the next try finds its refund.
  if (used) return AGAIN_AT_ONCE;
  const seatIds = await cancellableSeats(reservation, attempt.seatIds, now);

  const account = await readAccount(attempt.userId, { consistent: true });
  const entry = refundEntry(reservation, seatIds, account, attempt, now);
  const refund = refundOf(entry, seatIds, attempt);
  const outcome = await transact(
    [
      ...cancellationParts(reservation, refund),
      ...addEntry(attempt.userId, account, entry),
      useKey(attempt.userId, attempt.keyHash, { request: attempt.fingerprint, result: { entry } }, now),
    ],
    { triesMax: 1 },
  );
  if (outcome.kind === "committed") return { reservation, refund, isRepeat: false };
  const usedBy = outcome.kind === "refused" ? outcome.found.get("key") : undefined;
  refuseOtherUse(usedBy && toMoneyOutcome(usedBy), attempt);
  return AGAIN;
};

const repeated = (reservation: Reservation, refund: Refund, attempt: Attempt): Cancelled => {
  if (refund.request !== attempt.fingerprint) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { reservation, refund, isRepeat: true };
};

/** @throws Problem if the key has been used for another request */
const refuseOtherUse = (earlier: MoneyOutcome | undefined, attempt: Attempt): void => {
  if (earlier && earlier.request !== attempt.fingerprint) throw new Problem("IDEMPOTENCY_KEY_REUSED");
};

/** The seats to give back. @throws Problem if it is too late, or the reservation does not have them */
const cancellableSeats = async (
  reservation: Reservation,
  seatIds: readonly string[] | undefined,
  now: Seconds,
): Promise<readonly string[]> => {
  const status = statusAt(reservation, now);
  if (status !== "PAID") throw new Problem("RESERVATION_NOT_PAID", { reservationStatus: status });
  const performance = await findPerformanceDate(reservation.performanceId);
  if (performance === undefined) throw new Error(`There is no performance ${reservation.performanceId}.`);
  if (!salePhase(performance, now).mayCancel) {
    throw new Problem("CANCELLATION_CLOSED", { cancellableUntil: isoTime(performance.cancellableUntil) });
  }
  const unknown = (seatIds ?? []).filter((seatId) => !reservation.seatIds.includes(seatId));
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return seatIds ?? reservation.seatIds;
};

const refundEntry = (
  reservation: Reservation,
  seatIds: readonly string[],
  account: Account,
  { userId, idempotencyKey }: Attempt,
  now: Seconds,
): Entry => {
  const next = nextEntry(account, {
    kind: "REFUND",
    counterAccount: takingsOf(reservation.concertId),
    amount: amountOf(seatIds, reservation),
    reference: derivedId("ref", userId, "cancel", idempotencyKey),
    at: now,
  });
  if ("missing" in next) throw new Error("A refund can't be short of money.");
  return next.entry;
};

const refundOf = (entry: Entry, seatIds: readonly string[], attempt: Attempt): Refund => ({
  refundId: entry.reference,
  seatIds,
  keyHash: attempt.keyHash,
  request: attempt.fingerprint,
  amount: entry.amount,
  balanceAfter: entry.balanceAfter,
  entrySeq: entry.seq,
  refundedAt: entry.at,
});

const cancellationParts = (reservation: Reservation, refund: Refund): readonly Part[] => {
  const { reservationId, performanceId, concertId, userId } = reservation;
  const kept = reservation.seatIds.filter((seatId) => !refund.seatIds.includes(seatId));
  return [
    markSeatsReturned(reservation, { seatIds: kept, amount: reservation.amount - refund.amount }, refund.seatIds),
    addRefund(reservationId, refund),
    ...refund.seatIds.map((seatId) => returnSeat(performanceId, seatId, reservationId)),
    countEndedSeats({ concertId, userId, performanceId, seats: refund.seatIds.length }),
  ];
};

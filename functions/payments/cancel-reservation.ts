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
import { refuseCalledOff } from "#functions/catalog/refuse-called-off.ts";
import { addRefund, readWithPayment } from "#functions/payments/payment-store.ts";
import { type CancellationQuote, quoteFor, quoteSums } from "#functions/payments/rules/cancellation.ts";
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import { givePromotionBack } from "#functions/promotions/promotion-store.ts";
import { countEndedSeats } from "#functions/queue/place-store.ts";
import { markSeatsReturned } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { amountOf } from "#functions/reservations/rules/seat-rates.ts";
import { returnSeat } from "#functions/seats/seat-store.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

export interface CancellationInput {
  readonly reservationId: string;
  readonly userId: string;
  /** All seats of the reservation if undefined. */
  readonly seatIds: readonly string[] | undefined;
  /** The refund that the caller was quoted, in won: with another one nothing is cancelled. */
  readonly quotedRefund?: number | undefined;
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
 * Cancels seats by the refund rule of the reservation: one transaction frees them, enters the refund in the ledger, and
 * updates reservation and receipt (M3, M4, M5, S5). The last seat gives the use of its promotion back.
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_PAID, CANCELLATION_CLOSED, PERFORMANCE_CALLED_OFF, SEAT_NOT_FOUND,
 * REFUND_CHANGED,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const cancelReservation = (input: CancellationInput): Promise<Cancelled> => {
  const attempt: Attempt = {
    ...input,
    keyHash: moneyKeyHash("cancel", input.idempotencyKey),
    fingerprint: fingerprint(
      "cancel",
      input.reservationId,
      input.seatIds ?? "all",
      ...(input.quotedRefund === undefined ? [] : [input.quotedRefund]),
    ),
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
  if (payment === undefined) throw new Problem("RESERVATION_NOT_PAID", { reservationStatus: reservation.status });
  if (reservation.status === "PAID") await refuseCalledOff(reservation.performanceId);
  const quote = quoteFor(reservation, attempt.seatIds, now);
  refuseChangedRefund(quote, attempt);

  const account = await readAccount(attempt.userId, { consistent: true });
  const entry = refundEntry(reservation, quote, account, attempt, now);
  const refund = refundOf(entry, quote, attempt);
  const outcome = await transact(
    [
      ...cancellationParts(reservation, payment, refund),
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

/** @throws Problem if the caller was quoted another refund (M5) */
const refuseChangedRefund = (quote: CancellationQuote, { quotedRefund }: Attempt): void => {
  if (quotedRefund === undefined || quotedRefund === quote.amount) return;
  throw new Problem("REFUND_CHANGED", { quote: { seatIds: quote.seatIds, ...quoteSums(quote) } });
};

const refundEntry = (
  { concertId }: Reservation,
  { amount, bookingFees, cancellationFees }: CancellationQuote,
  account: Account,
  { userId, idempotencyKey }: Attempt,
  now: Seconds,
): Entry => {
  const next = nextEntry(account, {
    kind: "REFUND",
    counterAccount: takingsOf(concertId),
    amount,
    ...(bookingFees > 0 && { bookingFees: -bookingFees }),
    ...(cancellationFees > 0 && { cancellationFees }),
    reference: derivedId("ref", userId, "cancel", idempotencyKey),
    at: now,
  });
  if ("missing" in next) throw new Error("A refund can't be short of money.");
  return next.entry;
};

const refundOf = (
  entry: Entry,
  { seatIds, bookingFees, cancellationFees }: CancellationQuote,
  attempt: Attempt,
): Refund => ({
  refundId: entry.reference,
  seatIds,
  keyHash: attempt.keyHash,
  request: attempt.fingerprint,
  amount: entry.amount,
  ...(bookingFees > 0 && { bookingFees }),
  ...(cancellationFees > 0 && { cancellationFees }),
  balanceAfter: entry.balanceAfter,
  entrySeq: entry.seq,
  refundedAt: entry.at,
});

const cancellationParts = (reservation: Reservation, payment: Payment, refund: Refund): readonly Part[] => {
  const { reservationId, performanceId, concertId, userId, promotionCode } = reservation;
  const seatIds = reservation.seatIds.filter((seatId) => !refund.seatIds.includes(seatId));
  return [
    markSeatsReturned(reservation, { seatIds, amount: amountOf(seatIds, reservation) }, refund),
    addRefund(reservationId, payment, refund),
    ...refund.seatIds.map((seatId) => returnSeat(performanceId, seatId, reservationId)),
    countEndedSeats({ concertId, userId, performanceId, seatIds: refund.seatIds, endedAt: refund.refundedAt }),
    ...(promotionCode === undefined || seatIds.length > 0
      ? []
      : [givePromotionBack({ concertId, code: promotionCode })]),
  ];
};

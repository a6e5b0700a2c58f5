/** The use case of refunding a reservation outside its refund rule. */
import { readAccount, readOutcome, toMoneyOutcome, useKey } from "#functions/balance/balance-store.ts";
import { recordPerformanceChange } from "#functions/catalog/performance-history-store.ts";
import { fullRefund } from "#functions/payments/full-refund.ts";
import { readWithPayment } from "#functions/payments/payment-store.ts";
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, AGAIN_AT_ONCE, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

export interface RefundInput {
  readonly reservationId: string;
  readonly operatorId: string;
  /** All seats of the reservation if undefined. */
  readonly seatIds?: readonly string[] | undefined;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export interface Refunded {
  readonly reservation: Reservation;
  readonly refund: Refund;
  /** Whether an earlier request with the same key made it. */
  readonly isRepeat: boolean;
}

const TRIES_MAX = 6;

/** A request, with what identifies it under its key, which is the operator's. */
interface Attempt extends RefundInput {
  readonly keyHash: string;
  readonly fingerprint: string;
}

/**
 * Cancels seats of a paid reservation and refunds all that was paid for them, in one transaction with the record of it
 * (M3, M4, S5). A repeat gets the refund of the first request.
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_PAID, SEAT_NOT_FOUND, IDEMPOTENCY_KEY_REUSED or
 * REQUEST_IN_PROGRESS
 */
export const refundReservation = (input: RefundInput): Promise<Refunded> => {
  const { operatorId, idempotencyKey, reservationId, seatIds, reason } = input;
  const attempt: Attempt = {
    ...input,
    keyHash: fingerprint("operator refund", operatorId, idempotencyKey),
    fingerprint: fingerprint("operator refund", reservationId, seatIds ?? "all", reason),
  };
  return retryOnConflict(TRIES_MAX, () => tryToRefund(attempt));
};

const tryToRefund = async (attempt: Attempt): Promise<Refunded | typeof AGAIN | typeof AGAIN_AT_ONCE> => {
  const now = systemClock();
  const { operatorId, keyHash } = attempt;
  const [found, used] = await Promise.all([
    readWithPayment(attempt.reservationId),
    readOutcome(operatorId, keyHash, now),
  ]);
  refuseOtherUse(used?.request, attempt);
  if (found === undefined) throw new Problem("RESERVATION_NOT_FOUND");
  const { reservation, payment } = found;
  const earlier = payment?.refunds.find((refund) => refund.keyHash === keyHash);
  if (earlier) {
    refuseOtherUse(earlier.request, attempt);
    return { reservation, refund: earlier, isRepeat: true };
  }
  // The same request went through after the payment was read, so the next try finds its refund.
  if (used) return AGAIN_AT_ONCE;
  const seatIds = refundableSeats(reservation, attempt.seatIds, now);
  if (payment === undefined) throw new Error(`The reservation ${reservation.reservationId} has no payment.`);

  const { refund, parts } = await refundOf(attempt, { reservation, payment, seatIds, now });
  const outcome = await transact(parts, { triesMax: 1 });
  if (outcome.kind === "committed") return { reservation, refund, isRepeat: false };
  const usedBy = outcome.kind === "refused" ? outcome.found.get("key") : undefined;
  refuseOtherUse(usedBy && toMoneyOutcome(usedBy).request, attempt);
  return AGAIN;
};

/** @throws Problem if the key has been used for another request */
const refuseOtherUse = (request: string | undefined, attempt: Attempt): void => {
  if (request !== undefined && request !== attempt.fingerprint) throw new Problem("IDEMPOTENCY_KEY_REUSED");
};

/** @throws Problem if the reservation is not paid, or does not have the seats */
const refundableSeats = (
  reservation: Reservation,
  seatIds: readonly string[] | undefined,
  now: Seconds,
): readonly string[] => {
  const status = statusAt(reservation, now);
  if (status !== "PAID") throw new Problem("RESERVATION_NOT_PAID", { reservationStatus: status });
  const unknown = (seatIds ?? []).filter((seatId) => !reservation.seatIds.includes(seatId));
  if (unknown.length > 0) throw new Problem("SEAT_NOT_FOUND", { seatIds: unknown });
  return seatIds ?? reservation.seatIds;
};

/** The refund, and the parts of its transaction: the money, the key, and the record of changes. */
const refundOf = async (
  { operatorId, idempotencyKey, keyHash, fingerprint: request, reason }: Attempt,
  facts: {
    readonly reservation: Reservation;
    readonly payment: Payment;
    readonly seatIds: readonly string[];
    readonly now: Seconds;
  },
) => {
  const { reservation, seatIds, now } = facts;
  const { reservationId, performanceId, userId } = reservation;
  const account = await readAccount(userId, { consistent: true });
  const refundId = derivedId("ref", "operator", operatorId, idempotencyKey);
  const { refund, entry, parts } = fullRefund({
    ...facts,
    account,
    organiserAct: "REFUNDED",
    refundId,
    keyHash,
    request,
  });
  const record = {
    changeId: derivedId("chg", refundId),
    kind: "REFUNDED",
    at: now,
    by: operatorId,
    reason,
    refund: { reservationId, refundId, seatIds, amount: refund.amount },
  } as const;
  return {
    refund,
    parts: [
      ...parts,
      useKey(operatorId, keyHash, { request, result: { entry } }, now),
      recordPerformanceChange(performanceId, record),
    ],
  };
};

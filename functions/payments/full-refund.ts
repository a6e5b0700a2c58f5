/** Giving back all of the money for some or all seats of a paid reservation, whatever the rule of its cancellation says. */
import { addEntry } from "#functions/balance/balance-store.ts";
import { type Account, type Entry, nextEntry, takingsOf } from "#functions/balance/rules/ledger.ts";
import { addRefund } from "#functions/payments/payment-store.ts";
import { fullRefundOf } from "#functions/payments/rules/cancellation.ts";
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import type { RefundSums } from "#functions/payments/rules/refund-rule.ts";
import { givePromotionBack } from "#functions/promotions/promotion-store.ts";
import { countEndedSeats } from "#functions/queue/place-store.ts";
import { markSeatsReturned } from "#functions/reservations/reservation-store.ts";
import type { OrganiserAct, Reservation } from "#functions/reservations/rules/reservation.ts";
import { amountOf } from "#functions/reservations/rules/seat-rates.ts";
import { returnSeat } from "#functions/seats/seat-store.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

export interface FullRefundInput {
  readonly reservation: Reservation;
  readonly payment: Payment;
  readonly account: Account;
  /** Seats of the reservation. With the last of them, what earlier cancellations kept is given back too. */
  readonly seatIds: readonly string[];
  readonly organiserAct: OrganiserAct;
  /** Follows from what asked for the refund, so that a repeat makes the same. */
  readonly refundId: string;
  /** By these a repeat of a request is recognized. */
  readonly keyHash: string;
  readonly request: string;
  readonly now: Seconds;
}

const fullRefundEntry = ({ reservation, account, refundId, now }: FullRefundInput, sums: RefundSums): Entry => {
  const next = nextEntry(account, {
    kind: "REFUND",
    counterAccount: takingsOf(reservation.concertId),
    amount: sums.amount,
    ...(sums.bookingFees > 0 && { bookingFees: -sums.bookingFees }),
    ...(sums.cancellationFees !== 0 && { cancellationFees: sums.cancellationFees }),
    reference: refundId,
    at: now,
  });
  if ("missing" in next) throw new Error("A refund can't be short of money.");
  return next.entry;
};

/**
 * A refund, and the parts of the transaction that makes it. Its conditions make it happen once: the reservation still has
 * just these seats, each seat is still its own, and the entry is the next one of the account (M3, M6).
 */
export const fullRefund = (
  input: FullRefundInput,
): { readonly refund: Refund; readonly entry: Entry; readonly parts: readonly Part[] } => {
  const { reservation, payment, account, seatIds, organiserAct, refundId, keyHash, request } = input;
  const { reservationId, performanceId, concertId, userId } = reservation;
  const sums = fullRefundOf(reservation, payment, seatIds);
  const entry = fullRefundEntry(input, sums);
  const refund: Refund = {
    refundId,
    seatIds,
    keyHash,
    request,
    amount: entry.amount,
    ...(sums.bookingFees > 0 && { bookingFees: sums.bookingFees }),
    ...(sums.cancellationFees !== 0 && { cancellationFees: sums.cancellationFees }),
    balanceAfter: entry.balanceAfter,
    entrySeq: entry.seq,
    refundedAt: entry.at,
    organiserAct,
  };
  const keptSeatIds = reservation.seatIds.filter((seatId) => !seatIds.includes(seatId));
  const kept = { seatIds: keptSeatIds, amount: amountOf(keptSeatIds, reservation) };
  const promotionCode = keptSeatIds.length > 0 ? undefined : reservation.promotionCode;
  const parts = [
    markSeatsReturned(reservation, kept, refund),
    addRefund(reservationId, payment, refund),
    ...seatIds.map((seatId) => returnSeat(performanceId, seatId, reservationId)),
    countEndedSeats({ concertId, userId, performanceId, seatIds, endedAt: refund.refundedAt }),
    ...addEntry(userId, account, entry),
    ...(promotionCode === undefined ? [] : [givePromotionBack({ concertId, code: promotionCode })]),
  ];
  return { refund, entry, parts };
};

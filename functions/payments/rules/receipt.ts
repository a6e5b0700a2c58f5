/** What a receipt (전표) shows of a payment. Pure. */
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import { QR_PREFIX, signedReceipt } from "#functions/payments/rules/receipt-text.ts";
import { boughtSeats, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { namedSeats } from "#functions/seats/rules/seat-layout.ts";
import { isoTime } from "#functions/shared/time.ts";

/** The receipt as it was issued, without later cancellations. */
export const receiptAsIssued = (reservation: Reservation, payment: Payment) =>
  receiptResponse({ ...reservation, status: "PAID" }, { ...payment, refunds: [] });

const receiptStatus = (reservation: Reservation, { refunds }: Payment) => {
  if (reservation.status === "CANCELLED") return "CANCELLED" as const;
  return refunds.length > 0 ? ("PARTLY_CANCELLED" as const) : ("PAID" as const);
};

export const receiptResponse = (reservation: Reservation, payment: Payment) => {
  const signed = signedReceipt(reservation, payment);
  return {
    paymentId: payment.paymentId,
    receiptNumber: payment.receiptNumber,
    reservationId: reservation.reservationId,
    concertId: reservation.concertId,
    performanceId: reservation.performanceId,
    status: receiptStatus(reservation, payment),
    seats: [...boughtSeats(reservation)],
    amount: payment.amount,
    balanceAfter: payment.balanceAfter,
    entrySeq: payment.entrySeq,
    paidAt: isoTime(payment.paidAt),
    refunds: payment.refunds.map((refund) => refundResponse(reservation, refund)),
    signedReceipt: signed,
    qr: QR_PREFIX + signed,
  };
};

export const refundResponse = (reservation: Reservation, refund: Refund) => ({
  refundId: refund.refundId,
  seats: [...namedSeats(refund.seatIds, reservation.prices)],
  amount: refund.amount,
  balanceAfter: refund.balanceAfter,
  entrySeq: refund.entrySeq,
  refundedAt: isoTime(refund.refundedAt),
  organiserAct: refund.organiserAct ?? null,
});

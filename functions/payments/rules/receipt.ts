/** What a receipt (전표) shows of a payment. Pure. */
import type { Payment, Refund } from "#functions/payments/rules/payment.ts";
import { QR_PREFIX, signedReceipt } from "#functions/payments/rules/receipt-text.ts";
import { boughtSeatIds, boughtSeats, type Reservation } from "#functions/reservations/rules/reservation.ts";
import { bookingFeesOf, type LabelOf, priceOf, ratedSeats } from "#functions/reservations/rules/seat-rates.ts";
import { isoTime } from "#functions/shared/time.ts";

/** The receipt as it was issued, without later cancellations. */
export const receiptAsIssued = (reservation: Reservation, payment: Payment, labelOf: LabelOf) =>
  receiptResponse({ ...reservation, status: "PAID" }, { ...payment, refunds: [] }, labelOf);

const receiptStatus = (reservation: Reservation, { refunds }: Payment) => {
  if (reservation.status === "CANCELLED") return "CANCELLED" as const;
  return refunds.length > 0 ? ("PARTLY_CANCELLED" as const) : ("PAID" as const);
};

export const receiptResponse = (reservation: Reservation, payment: Payment, labelOf: LabelOf) => {
  const signed = signedReceipt(reservation, payment);
  return {
    paymentId: payment.paymentId,
    receiptNumber: payment.receiptNumber,
    reservationId: reservation.reservationId,
    concertId: reservation.concertId,
    performanceId: reservation.performanceId,
    status: receiptStatus(reservation, payment),
    seats: [...boughtSeats(reservation, labelOf)],
    price: priceOf(boughtSeatIds(reservation), reservation),
    bookingFees: bookingFeesOf(boughtSeatIds(reservation), reservation),
    amount: payment.amount,
    balanceAfter: payment.balanceAfter,
    entrySeq: payment.entrySeq,
    paidAt: isoTime(payment.paidAt),
    refunds: payment.refunds.map((refund) => refundResponse(reservation, refund, labelOf)),
    signedReceipt: signed,
    qr: QR_PREFIX + signed,
  };
};

export const refundResponse = (reservation: Reservation, refund: Refund, labelOf: LabelOf) => ({
  refundId: refund.refundId,
  seats: [...ratedSeats(refund.seatIds, reservation, labelOf)],
  price: priceOf(refund.seatIds, reservation),
  bookingFees: refund.bookingFees ?? 0,
  cancellationFees: refund.cancellationFees ?? 0,
  amount: refund.amount,
  balanceAfter: refund.balanceAfter,
  entrySeq: refund.entrySeq,
  refundedAt: isoTime(refund.refundedAt),
  organiserAct: refund.organiserAct ?? null,
});

import { QR_PREFIX, signedReceipt } from "#functions/payments/rules/receipt-text.ts";
import { boughtSeatIds, boughtSeats } from "#functions/reservations/rules/reservation.ts";
import { bookingFeesOf, priceOf, ratedSeats } from "#functions/reservations/rules/seat-rates.ts";
import { isoTime } from "#functions/shared/time.ts";
/** The receipt as it was issued, without later cancellations. */
export const receiptAsIssued = (reservation, payment, labelOf) => receiptResponse({ ...reservation, status: "PAID" }, { ...payment, refunds: [] }, labelOf);
const receiptStatus = (reservation, { refunds }) => {
    if (reservation.status === "CANCELLED")
        return "CANCELLED";
    return refunds.length > 0 ? "PARTLY_CANCELLED" : "PAID";
};
export const receiptResponse = (reservation, payment, labelOf) => {
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
export const refundResponse = (reservation, refund, labelOf) => ({
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

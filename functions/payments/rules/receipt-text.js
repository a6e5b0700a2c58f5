/** A receipt as a text that anybody can check offline: a compact JWS (RFC 7515), signed with ES256. Pure. */
import { DETAILED, } from "#functions/payments/rules/payment.ts";
import { boughtSeatIds, boughtSeats } from "#functions/reservations/rules/reservation.ts";
import { idAsLabel, rateOfSeat } from "#functions/reservations/rules/seat-rates.ts";
import { isoTime } from "#functions/shared/time.ts";
import { DETAILED_RECEIPT_TYPE, RECEIPT_TYPE } from "#functions/signing/token-types.ts";
export const headerOf = ({ form, kid }) => ({
    alg: "ES256",
    kid,
    typ: form === DETAILED ? DETAILED_RECEIPT_TYPE : RECEIPT_TYPE,
});
/**
 * What a receipt says. Another order or name changes the text, and so breaks the signature of every receipt made
 * before: a new form needs a new type beside the old ones.
 */
export const claimsOf = (reservation, payment, { form, issuer }) => ({
    iss: issuer,
    sub: reservation.userId,
    iat: payment.paidAt,
    receiptNumber: payment.receiptNumber,
    paymentId: payment.paymentId,
    reservationId: reservation.reservationId,
    concertId: reservation.concertId,
    performanceId: reservation.performanceId,
    seats: form === DETAILED ? seatsByRate(reservation) : seatsByPrice(reservation),
    amount: payment.amount,
    entrySeq: payment.entrySeq,
    paidAt: isoTime(payment.paidAt),
});
/**
 * Groups seats of one rate, so that the text hardly grows with their number: category, price type, price, discount,
 * booking fee and seat ids. Without names for these the largest hold, each seat at a rate of its own, still fits a QR
 * code.
 */
const seatsByRate = (reservation) => {
    const groups = Map.groupBy(boughtSeatIds(reservation), (seatId) => reservation.rateOf[seatId]);
    return Array.from(groups.values(), (seatIds) => {
        const { category, priceType, price, discount, bookingFee } = rateOfSeat(reservation, seatIds[0] ?? "");
        return [category, priceType, price, discount, bookingFee, seatIds];
    });
};
/** The first form. Groups seats of one category and price. */
const seatsByPrice = (reservation) => {
    const seats = boughtSeats(reservation, idAsLabel);
    const groups = Map.groupBy(seats, ({ category, price }) => `${price} ${category}`);
    return Array.from(groups.values(), (group) => ({
        grade: group[0]?.category,
        price: group[0]?.price,
        seatIds: group.map(({ seatId }) => seatId),
    }));
};
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** The signed receipt, rebuilt around the stored signature: the same text each time. */
export const signedReceipt = (reservation, payment) => {
    const { signature } = payment;
    return `${part(headerOf(signature))}.${part(claimsOf(reservation, payment, signature))}.${signature.value}`;
};
/** The start of a receipt's QR code, by which a scanner knows what it has read. */
export const QR_PREFIX = "encore-receipt:";

/** What each seat of a reservation costs. Pure. Fixed when the seats are held; the client never sets a price (M2). */
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
const isSame = (one, other) => one.category === other.category &&
    one.priceType === other.priceType &&
    one.price === other.price &&
    one.bookingFee === other.bookingFee &&
    one.discount === other.discount;
/** Stores each rate once. */
export const seatRates = (seats) => {
    const rates = [];
    const rateOf = {};
    for (const { seatId, category, priceType, price, bookingFee, discount } of seats) {
        const rate = { category, priceType, price, bookingFee, discount };
        const known = rates.findIndex((each) => isSame(each, rate));
        rateOf[seatId] = known === -1 ? rates.push(rate) - 1 : known;
    }
    return { rates, rateOf };
};
const UNKNOWN = { category: "", priceType: "", price: 0, bookingFee: 0, discount: 0 };
export const rateOfSeat = ({ rates, rateOf }, seatId) => rates[rateOf[seatId] ?? -1] ?? UNKNOWN;
/** What a seat costs its buyer, in won. */
export const costOf = ({ price, discount, bookingFee }) => price - discount + bookingFee;
/** What some seats cost together, in won. */
export const amountOf = (seatIds, rates) => seatIds.reduce((total, seatId) => total + costOf(rateOfSeat(rates, seatId)), 0);
/** The booking fees of some seats, in won. */
export const bookingFeesOf = (seatIds, rates) => seatIds.reduce((total, seatId) => total + rateOfSeat(rates, seatId).bookingFee, 0);
/** What some seats cost without their booking fees, in won. */
export const priceOf = (seatIds, rates) => amountOf(seatIds, rates) - bookingFeesOf(seatIds, rates);
/** The label of a seat whose chart is not at hand: its id, spaced out. */
export const idAsLabel = (seatId) => seatId.replaceAll("-", " ");
/** The seats of a reservation as responses and receipts show them. */
export const ratedSeats = (seatIds, rates, labelOf) => seatIds.map((seatId) => {
    const [, row = "", seat = ""] = seatId.split("-");
    return { seatId, section: sectionOf(seatId), row, seat, label: labelOf(seatId), ...rateOfSeat(rates, seatId) };
});

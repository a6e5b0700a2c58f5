/** What each seat of a reservation costs. Pure. Fixed when the seats are held; the client never sets a price (M2). */
import { type Seat, sectionOf } from "#functions/seats/rules/seat-layout.ts";

/** What seats of one category and price type cost. */
export interface SeatRate {
  readonly category: string;
  readonly priceType: string;
  /** Won for a seat. */
  readonly price: number;
  /** Won for a seat, on top of its price. */
  readonly bookingFee: number;
  /** Won that a promotion code takes off its price. */
  readonly discount: number;
}

/**
 * The rates of some seats, each rate once: an item with ten seats stays under a kilobyte. The seats of a reservation
 * that were given back keep theirs.
 */
export interface SeatRates {
  readonly rates: readonly SeatRate[];
  /** By seat id: the index of its rate. */
  readonly rateOf: Readonly<Record<string, number>>;
}

/** A seat with what it costs. */
export interface RatedSeat extends Pick<Seat, "seatId" | "section" | "row" | "seat" | "label">, SeatRate {}

/** The printed label of a seat. */
export type LabelOf = (seatId: string) => string;

const isSame = (one: SeatRate, other: SeatRate): boolean =>
  one.category === other.category &&
  one.priceType === other.priceType &&
  one.price === other.price &&
  one.bookingFee === other.bookingFee &&
  one.discount === other.discount;

/** Stores each rate once. */
export const seatRates = (seats: readonly (SeatRate & { readonly seatId: string })[]): SeatRates => {
  const rates: SeatRate[] = [];
  const rateOf: Record<string, number> = {};
  for (const { seatId, category, priceType, price, bookingFee, discount } of seats) {
    const rate = { category, priceType, price, bookingFee, discount };
    const known = rates.findIndex((each) => isSame(each, rate));
    rateOf[seatId] = known === -1 ? rates.push(rate) - 1 : known;
  }
  return { rates, rateOf };
};

const UNKNOWN: SeatRate = { category: "", priceType: "", price: 0, bookingFee: 0, discount: 0 };

export const rateOfSeat = ({ rates, rateOf }: SeatRates, seatId: string): SeatRate =>
  rates[rateOf[seatId] ?? -1] ?? UNKNOWN;

/** What a seat costs its buyer, in won. */
export const costOf = ({ price, discount, bookingFee }: SeatRate): number => price - discount + bookingFee;

/** What some seats cost together, in won. */
export const amountOf = (seatIds: readonly string[], rates: SeatRates): number =>
  seatIds.reduce((total, seatId) => total + costOf(rateOfSeat(rates, seatId)), 0);

/** The booking fees of some seats, in won. */
export const bookingFeesOf = (seatIds: readonly string[], rates: SeatRates): number =>
  seatIds.reduce((total, seatId) => total + rateOfSeat(rates, seatId).bookingFee, 0);

/** What some seats cost without their booking fees, in won. */
export const priceOf = (seatIds: readonly string[], rates: SeatRates): number =>
  amountOf(seatIds, rates) - bookingFeesOf(seatIds, rates);

/** The label of a seat whose chart is not at hand: its id, spaced out. */
export const idAsLabel: LabelOf = (seatId) => seatId.replaceAll("-", " ");

/** The seats of a reservation as responses and receipts show them. */
export const ratedSeats = (seatIds: readonly string[], rates: SeatRates, labelOf: LabelOf): readonly RatedSeat[] =>
  seatIds.map((seatId) => {
    const [, row = "", seat = ""] = seatId.split("-");
    return { seatId, section: sectionOf(seatId), row, seat, label: labelOf(seatId), ...rateOfSeat(rates, seatId) };
  });

/** What the seats of a reservation cost. The service alone decides it (M2): buyers name price types and a code. Pure. */
import type { PriceList, PriceType } from "#contract/prices.ts";
import { discountsOf } from "#functions/promotions/rules/discount.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";

/** What a performance charges. */
export interface Tariff {
  readonly prices: PriceList;
  /** Won for each seat, on top of its price. */
  readonly bookingFee: number;
}

/** A seat to be priced. */
export interface SeatToPrice {
  readonly seatId: string;
  readonly category: string;
  /** Whether it is the accessible seat of a unit. */
  readonly isAccessible: boolean;
  /** Id of the price type that the buyer names. The first one of the category if undefined. */
  readonly priceType: string | undefined;
}

/** What one seat costs, in won: `price - discount + bookingFee`. */
export interface Rate {
  readonly category: string;
  readonly priceType: string;
  readonly price: number;
  readonly bookingFee: number;
  /** What a promotion takes off the price. */
  readonly discount: number;
}

/** A refusal, with what a problem response says of it. */
export interface PricingRefusal {
  readonly code: "PRICE_TYPE_NOT_OFFERED" | "PRICE_TYPE_LIMIT_EXCEEDED";
  readonly evidence: Readonly<Record<string, unknown>>;
}

export type Pricing = { readonly rates: readonly Rate[] } | { readonly refusal: PricingRefusal };

/** What one seat costs to the buyer, in won. */
export const amountOf = ({ price, discount, bookingFee }: Pick<Rate, "price" | "discount" | "bookingFee">): number =>
  price - discount + bookingFee;

/**
 * The rate of each seat, in the order of the seats, or why these seats can't have these price types.
 * @param promotion the one whose code the buyer has entered
 * @throws Error if a category of the seats has no price: such a performance can't be created
 */
export const ratesOf = (
  seats: readonly SeatToPrice[],
  { prices, bookingFee }: Tariff,
  promotion?: Promotion,
): Pricing => {
  const wished = seats.map((seat) => ({ seat, type: typeOf(seat, prices) }));
  const unknown = wished.find(({ type }) => type === undefined);
  if (unknown !== undefined) return { refusal: notOffered(unknown.seat, prices) };
  const typed = wished.flatMap(({ seat, type }) => (type === undefined ? [] : { seat, type }));
  const refusal = beyondLimits(typed);
  if (refusal !== undefined) return { refusal };

  const full = typed.map(({ seat: { category }, type }) => ({
    category,
    priceType: type.priceType,
    price: type.amount,
    bookingFee,
  }));
  const discounts = promotion === undefined ? [] : discountsOf(full, promotion);
  return { rates: full.map((rate, index) => ({ ...rate, discount: discounts[index] ?? 0 })) };
};

const typesOf = (category: string, prices: PriceList): readonly PriceType[] => {
  const types = prices.find((each) => each.category === category)?.types;
  if (types === undefined) throw new Error(`The category ${category} has no price.`);
  return types;
};

const typeOf = ({ category, priceType }: SeatToPrice, prices: PriceList): PriceType | undefined => {
  const types = typesOf(category, prices);
  return priceType === undefined ? types[0] : types.find((type) => type.priceType === priceType);
};

const notOffered = ({ seatId, category, priceType }: SeatToPrice, prices: PriceList): PricingRefusal => ({
  code: "PRICE_TYPE_NOT_OFFERED",
  evidence: { seatId, category, priceType, offered: typesOf(category, prices).map((type) => type.priceType) },
});

interface TypedSeat {
  readonly seat: SeatToPrice;
  readonly type: PriceType;
}

/**
 * The refusal of the first price type of which there are too many. Its seats are counted in all categories together; if
 * these categories set different limits, the lowest one counts.
 */
const beyondLimits = (seats: readonly TypedSeat[]): PricingRefusal | undefined => {
  const accessibleSeats = seats.filter(({ seat }) => seat.isAccessible).length;
  for (const [priceType, ofType] of Map.groupBy(seats, ({ type }) => type.priceType)) {
    const seatsMax = Math.min(...ofType.map(({ type }) => limitOf(type, accessibleSeats)));
    if (ofType.length > seatsMax) {
      const seatIds = ofType.map(({ seat }) => seat.seatId);
      return { code: "PRICE_TYPE_LIMIT_EXCEEDED", evidence: { priceType, seatIds, seatsMax } };
    }
  }
  return undefined;
};

const limitOf = ({ maxPerReservation, maxPerAccessibleSeat }: PriceType, accessibleSeats: number): number =>
  Math.min(
    maxPerReservation ?? Number.POSITIVE_INFINITY,
    maxPerAccessibleSeat === undefined ? Number.POSITIVE_INFINITY : maxPerAccessibleSeat * accessibleSeats,
  );

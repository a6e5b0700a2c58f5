/** What the seats of a reservation cost. The service alone decides it (M2): buyers name price types and a code. Pure. */
import type { PriceList, PriceType } from "#contract/prices.ts";
import type { Prices } from "#functions/catalog/rules/prices.ts";
import { discountsOf } from "#functions/promotions/rules/discount.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";
import type { SeatRate } from "#functions/reservations/rules/seat-rates.ts";
import { findSeat, type Section } from "#functions/seats/rules/seat-layout.ts";

/** A seat to be priced. */
export interface SeatToPrice {
  readonly seatId: string;
  readonly category: string;
  /** Whether it is the accessible seat of a unit. */
  readonly isAccessible: boolean;
  /** Id of the price type that the buyer names. If undefined, the seat keeps its own, or gets the first of its category. */
  readonly priceType: string | undefined;
  /**
   * What it costs already, if it is held. As long as it keeps its price type it keeps that price, whatever the
   * performance charges by now.
   */
  readonly current?: SeatRate | undefined;
}

/** Whether a seat is the accessible one of a unit of its section. */
export const isAccessibleSeat = (section: Section, seatId: string): boolean => {
  const index = findSeat(section, seatId)?.index;
  return index !== undefined && section.accessible.some(({ seat }) => seat === index);
};

/** A refusal, with what a problem response says of it. */
export interface PricingRefusal {
  readonly code: "PRICE_TYPE_NOT_OFFERED" | "PRICE_TYPE_LIMIT_EXCEEDED";
  readonly evidence: Readonly<Record<string, unknown>>;
}

export type Pricing = { readonly rates: readonly SeatRate[] } | { readonly refusal: PricingRefusal };

/**
 * The rate of each seat, in the order of the seats, or why these seats can't have these price types.
 * @param promotion the one whose code the buyer has entered
 * @throws Error if a category of the seats has no price: such a performance can't be created
 */
export const ratesOf = (seats: readonly SeatToPrice[], offer: Prices, promotion?: Promotion): Pricing => {
  const priced = seats.map((seat) => ({ seat, ...pricedSeat(seat, offer) }));
  const unknown = priced.find(({ price }) => price === undefined);
  if (unknown !== undefined) return { refusal: notOffered(unknown.seat, offer.prices) };
  const refusal = beyondLimits(priced);
  if (refusal !== undefined) return { refusal };

  const full = priced.map(({ seat: { category }, priceType = "", price = 0, bookingFee }) => ({
    category,
    priceType,
    price,
    bookingFee,
  }));
  const discounts = promotion === undefined ? [] : discountsOf(full, promotion);
  return { rates: full.map((rate, index) => ({ ...rate, discount: discounts[index] ?? 0 })) };
};

interface PricedSeat {
  readonly priceType: string | undefined;
  /** Undefined if the price type is not offered. */
  readonly price: number | undefined;
  readonly bookingFee: number;
  /** Undefined if it is offered no more. */
  readonly type: PriceType | undefined;
}

const pricedSeat = ({ category, priceType, current }: SeatToPrice, { prices, bookingFee }: Prices): PricedSeat => {
  const types = prices.find((each) => each.category === category)?.types ?? [];
  const wished = priceType ?? current?.priceType;
  if (current !== undefined && current.priceType === wished) {
    return { ...current, type: types.find((type) => type.priceType === wished) };
  }
  if (types.length === 0) throw new Error(`The category ${category} has no price.`);
  const type = wished === undefined ? types[0] : types.find((each) => each.priceType === wished);
  return {
    priceType: type?.priceType,
    price: type?.amount,
    bookingFee: current?.bookingFee ?? bookingFee,
    type,
  };
};

const notOffered = ({ seatId, category, priceType }: SeatToPrice, prices: PriceList): PricingRefusal => {
  const types = prices.find((each) => each.category === category)?.types ?? [];
  const offered = types.map((type) => type.priceType);
  return { code: "PRICE_TYPE_NOT_OFFERED", evidence: { seatId, category, priceType, offered } };
};

/**
 * The refusal of the first price type of which there are too many. Its seats are counted in all categories together; if
 * these categories set different limits, the lowest one counts.
 */
const beyondLimits = (
  seats: readonly (Pick<PricedSeat, "type"> & { readonly seat: SeatToPrice })[],
): PricingRefusal | undefined => {
  const accessibleSeats = seats.filter(({ seat }) => seat.isAccessible).length;
  const limited = seats.flatMap(({ seat, type }) => (type === undefined ? [] : { seatId: seat.seatId, type }));
  for (const [priceType, ofType] of Map.groupBy(limited, ({ type }) => type.priceType)) {
    const seatsMax = Math.min(...ofType.map(({ type }) => limitOf(type, accessibleSeats)));
    if (ofType.length > seatsMax) {
      const seatIds = ofType.map(({ seatId }) => seatId);
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

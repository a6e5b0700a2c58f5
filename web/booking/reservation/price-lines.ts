/** Seats as the lines of a receipt: those of one category, price type and price together. Pure. */
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";

export type Seat = Reservation["seats"][number];

export interface PriceLine {
  readonly category: string;
  readonly priceType: string;
  readonly count: number;
  /** Won, of one seat, before its discount. */
  readonly price: number;
  /** Won, of all of them. */
  readonly total: number;
}

export const priceLines = (seats: readonly Seat[]): readonly PriceLine[] => {
  const lines = new Map<string, PriceLine>();
  for (const { category, priceType, price } of seats) {
    const name = `${price} ${priceType} ${category}`;
    const { count, total } = lines.get(name) ?? { count: 0, total: 0 };
    lines.set(name, { category, priceType, price, count: count + 1, total: total + price });
  }
  return [...lines.values()];
};

export const discountOf = (seats: readonly Seat[]): number => seats.reduce((sum, { discount }) => sum + discount, 0);

export const bookingFeesOf = (seats: readonly Seat[]): number =>
  seats.reduce((sum, { bookingFee }) => sum + bookingFee, 0);

interface PriceTypeName {
  readonly priceType: string;
  readonly name: { readonly ko: string; readonly en: string };
}

/** What performances say of the price types of a category. */
export type PriceList = readonly { readonly category: string; readonly types: readonly PriceTypeName[] }[];

/** The printed name of a price type; empty where a category has one price for everybody. */
export const priceTypeName = (
  prices: PriceList | undefined,
  { category, priceType }: Pick<Seat, "category" | "priceType">,
  language: "ko" | "en",
): string => {
  const types = prices?.find((each) => each.category === category)?.types ?? [];
  const name = types.find((each) => each.priceType === priceType)?.name[language];
  if (priceType === "standard" && types.length <= 1) return "";
  return name ?? (priceType === "standard" ? "" : priceType);
};

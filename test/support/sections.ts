/** Sections as requests bring them, and what the functions make of them. */
import type * as z from "zod/mini";
import type { PriceList } from "#contract/prices.ts";
import type { NewSectionSchema } from "#contract/sections.ts";
import type { ChartSectionForm } from "#functions/charts/rules/publication.ts";
import { type SeatRate, type SeatRates, seatRates } from "#functions/reservations/rules/seat-rates.ts";
import { type Section, sectionFrom } from "#functions/seats/rules/seat-layout.ts";

/** A section with the price of its category. */
export type PricedSection = z.infer<typeof NewSectionSchema>;

/** A section of one row of 50 seats of category R. */
export const section = (change: Partial<PricedSection> = {}): PricedSection => ({
  sectionId: "A",
  label: "Stalls",
  category: "R",
  price: 1000,
  rows: [{ row: "1", from: 1, to: 50 }],
  ...change,
});

export const withoutPrice = (priced: PricedSection): ChartSectionForm => {
  const { price: _, ...form } = priced;
  return form;
};

export const layoutOf = (form: PricedSection): Section => sectionFrom(withoutPrice(form));

export const standardPrices = (amounts: Readonly<Record<string, number>>): PriceList =>
  Object.entries(amounts).map(([category, amount]) => ({
    category,
    types: [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount, checkedAtDoor: false }],
  }));

export const standardRate = (category: string, price: number): SeatRate => ({
  category,
  priceType: "standard",
  price,
  bookingFee: 0,
  discount: 0,
});

/** The rates of some seats, by a rate for each section. */
export const ratesBySection = (
  seatIds: readonly string[],
  rates: Readonly<Record<string, readonly [category: string, price: number]>>,
): SeatRates =>
  seatRates(
    seatIds.map((seatId) => {
      const [category, price] = rates[seatId.split("-")[0] ?? ""] ?? ["", 0];
      return { seatId, ...standardRate(category, price) };
    }),
  );

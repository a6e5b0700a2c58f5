/** What a date offers, for the list of dates. Pure. */
import type { Performance } from "#web/booking/pass/on-sale.ts";

export interface DateOffer {
  readonly seatsLeft: number;
  /** The lowest price that everybody may have, of categories that may have seats left; undefined without prices. */
  readonly fromPrice: number | undefined;
  /** Little enough to be said. */
  readonly isAlmostGone: boolean;
}

const FEW_SEATS = 20;
const FEW_PERCENT = 5;

/**
 * Sections say what is left of them, not of each of their categories: a section with seats left counts with all of its
 * categories.
 */
export const dateOffer = ({ sections, prices, seatsLeft, capacity }: Performance): DateOffer => {
  const standard = new Map(prices.map(({ category, types }) => [category, types[0]?.amount]));
  const left = sections.filter((section) => section.seatsLeft > 0);
  const amounts = (left.length > 0 ? left : sections).flatMap(({ categories }) =>
    categories.map(({ category, price }) => standard.get(category) ?? price),
  );
  return {
    seatsLeft,
    fromPrice: amounts.length === 0 ? undefined : Math.min(...amounts),
    isAlmostGone: seatsLeft > 0 && (seatsLeft <= FEW_SEATS || seatsLeft * 100 <= capacity * FEW_PERCENT),
  };
};

/** Where the seats of a date are chosen. */
export const seatsPath = ({ performanceId, concertId }: Pick<Performance, "performanceId" | "concertId">): string =>
  `/performances/${performanceId}/seats?concert=${concertId}`;

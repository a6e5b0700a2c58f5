/** The map of the seats of a performance, as a buyer sees it. Pure. */
import type * as z from "zod/mini";
import type { SeatMapSchema } from "#contract/seats.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { firstPriceOf, type Prices } from "#functions/catalog/rules/prices.ts";
import { type Section, seatsOfUnit } from "#functions/seats/rules/seat-layout.ts";
import { stateAt } from "#functions/seats/rules/section-state.ts";
import { Problem } from "#functions/shared/problem.ts";

type MapSeat = z.infer<typeof SeatMapSchema>["seats"][number];

/** Above this a map of all sections, seat by seat, would be too large for one response. */
const SEATS_PER_MAP_MAX = 1000;

/** How a map says the states of the seats: seat by seat, or as a text for each section. */
export type MapForm = "seats" | "state";

/**
 * The sections that a map shows: the one that was asked for, or all.
 * @throws Problem SECTION_NOT_FOUND, or VALIDATION_FAILED if the performance is too large to be shown as a whole
 */
export const sectionsOnMap = (
  { sections, capacity }: Performance,
  sectionId: string | undefined,
  form: MapForm,
): readonly Section[] => {
  if (sectionId === undefined) {
    if (form === "state" || capacity <= SEATS_PER_MAP_MAX) return sections;
    const message = `Name one section: the performance has more than ${SEATS_PER_MAP_MAX} seats.`;
    throw new Problem("VALIDATION_FAILED", { errors: [{ field: "query.section", message }] });
  }
  const section = sections.find((each) => each.sectionId === sectionId);
  if (section === undefined) throw new Problem("SECTION_NOT_FOUND");
  return [section];
};

/** The seats of a section with their status, row by row. */
export const seatMapOf = (section: Section, prices: Pick<Prices, "prices">, states: Uint8Array): readonly MapSeat[] => {
  const accessibility = accessibilityIn(section);
  return section.seats.map(({ index, ...seat }) => ({
    ...seat,
    price: firstPriceOf(prices, seat.category) ?? 0,
    status: stateAt(states, index),
    accessibility: accessibility.get(index),
  }));
};

const accessibilityIn = (section: Section): ReadonlyMap<number, "ACCESSIBLE" | "COMPANION"> =>
  new Map(
    section.accessible.flatMap((unit) =>
      seatsOfUnit(unit).map((seat, order) => [seat, order === 0 ? "ACCESSIBLE" : "COMPANION"] as const),
    ),
  );

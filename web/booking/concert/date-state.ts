/** What can be said of one performance: its state, and what is left of it. Pure. */
import type { CallResult } from "#client/call-types.ts";

export type Performance = CallResult<"readSchedule">["body"]["items"][number];
export type Availability = CallResult<"readAvailability">["body"];

export type DateState = "calledOff" | "over" | "notYet" | "closed" | "onSale";

type Times = Pick<Performance, "startsAt" | "salesOpenAt" | "salesCloseAt" | "calledOff">;

export const dateState = ({ startsAt, salesOpenAt, salesCloseAt, calledOff }: Times, nowMs: number): DateState => {
  if (calledOff) return "calledOff";
  if (nowMs >= Date.parse(startsAt)) return "over";
  if (nowMs >= Date.parse(salesCloseAt)) return "closed";
  return nowMs < Date.parse(salesOpenAt) ? "notYet" : "onSale";
};

export interface CategoryLeft {
  readonly category: string;
  readonly free: number;
  readonly held: number;
}

export interface SeatsLeft {
  /** In the order of the price list. */
  readonly categories: readonly CategoryLeft[];
  readonly accessibleUnits: number;
}

/** What is left of a performance in all sections together. */
export const seatsLeft = (
  { sections }: Pick<Availability, "sections">,
  order: readonly { readonly category: string }[],
): SeatsLeft => {
  const sums = new Map<string, CategoryLeft>(order.map(({ category }) => [category, { category, free: 0, held: 0 }]));
  let accessibleUnits = 0;
  for (const counts of sections.flatMap(({ categories }) => categories)) {
    const { free, held } = sums.get(counts.category) ?? { free: 0, held: 0 };
    sums.set(counts.category, { category: counts.category, free: free + counts.free, held: held + counts.held });
    accessibleUnits += counts.accessibleUnits;
  }
  return { categories: [...sums.values()], accessibleUnits };
};

/** Writes rows and tables as sections of a chart: short ids, printed labels, categories said once. Pure. */
import type { SeatGroup, ZoneSeat } from "#cli/import-chart/pretix-zone.ts";
import { middleOf } from "#cli/import-chart/seat-order.ts";
import { shortIds, withOrdinals } from "#cli/import-chart/short-ids.ts";
import { shortText } from "#cli/import-chart/short-text.ts";
import type { BlockForm, RowForm, SeatEntry, SectionForm, TableForm } from "#contract/seating/section-form.ts";
import { SEATS_PER_SECTION_MAX } from "#contract/sections.ts";

const LABEL_LENGTH_MAX = 40;
const ROWS_PER_SECTION_MAX = 100;

export const asLabel = (text: string): string => shortText(text, LABEL_LENGTH_MAX);

export const seatsIn = ({ blocks }: SeatGroup): number => blocks.reduce((sum, { length }) => sum + length, 0);

/** The category that most of the seats have; of several, the first. */
const mostFrequent = (seats: readonly ZoneSeat[]): string => {
  const counts = new Map<string, number>();
  for (const { category } of seats) counts.set(category, (counts.get(category) ?? 0) + 1);
  const [[category] = [""]] = [...counts].toSorted(([, one], [, other]) => other - one);
  return category;
};

/** A label that is the id, or shows nothing, is left out. */
export const labelUnless = (id: string, text: string) => {
  const label = asLabel(text);
  return label === id || label === "" ? {} : { label };
};

const categoryUnless = (inherited: string, category: string) => (category === inherited ? {} : { category });

/** A seat as briefly as it can be said. */
const entryOf = (id: string, seat: ZoneSeat, inherited: string, isPlaced: boolean): SeatEntry => {
  const entry = {
    seat: id,
    ...labelUnless(id, seat.label === "" ? id : seat.label),
    ...categoryUnless(inherited, seat.category),
    ...(isPlaced && { x: seat.x, y: seat.y }),
  };
  return Object.keys(entry).length === 1 ? id : entry;
};

/** Seats without a number are named by their place in the row. */
const idsOf = (seats: readonly ZoneSeat[]): readonly string[] =>
  shortIds(withOrdinals(seats.map(({ number }) => number)));

const blocksOf = (group: SeatGroup, inherited: string): readonly BlockForm[] => {
  const ids = idsOf(group.blocks.flat());
  let next = 0;
  return group.blocks.map((block) => {
    const category = mostFrequent(block);
    const seats = block.map((seat) => {
      const id = ids[next] ?? "";
      next += 1;
      return entryOf(id, seat, category, group.isPlaced);
    });
    return category === inherited ? seats : { seats, category };
  });
};

const rowOf = (row: string, group: SeatGroup, inherited: string): RowForm => {
  const category = mostFrequent(group.blocks.flat());
  return {
    row,
    ...labelUnless(row, group.label),
    ...categoryUnless(inherited, category),
    blocks: blocksOf(group, category),
  };
};

const tableOf = (table: string, group: SeatGroup, inherited: string): TableForm => {
  const seats = group.blocks.flat();
  const category = mostFrequent(seats);
  const { x, y } = middleOf(seats);
  return {
    table,
    ...labelUnless(table, group.label),
    ...categoryUnless(inherited, category),
    seats: blocksOf(group, category)[0] ?? [],
    // pretix sells each seat.
    sold: "BY_SEAT",
    x: Math.round(x * 100) / 100,
    y: Math.round(y * 100) / 100,
  };
};

/** Groups in their order, in as many parts as the limits of a section ask for. */
const inParts = (groups: readonly SeatGroup[]): readonly (readonly SeatGroup[])[] => {
  const parts: SeatGroup[][] = [];
  let seats = 0;
  for (const group of groups) {
    const part = parts.at(-1);
    seats += seatsIn(group);
    if (part !== undefined && seats <= SEATS_PER_SECTION_MAX && part.length < ROWS_PER_SECTION_MAX) part.push(group);
    else {
      parts.push([group]);
      seats = seatsIn(group);
    }
  }
  return parts;
};

export type SectionContent = Pick<SectionForm, "category" | "rows" | "tables">;

const contentOf = (groups: readonly SeatGroup[]): SectionContent => {
  const category = mostFrequent(groups.flatMap(({ blocks }) => blocks.flat()));
  const ids = shortIds(groups.map(({ name }) => name));
  const isTables = groups[0]?.kind === "table";
  return {
    category,
    ...(isTables
      ? { tables: groups.map((group, index) => tableOf(ids[index] ?? "", group, category)) }
      : { rows: groups.map((group, index) => rowOf(ids[index] ?? "", group, category)) }),
  };
};

/** What the sections of a zone contain: rows and tables apart, each within the limits of a section. */
export const sectionContents = (groups: readonly SeatGroup[]): readonly SectionContent[] =>
  (["row", "table"] as const).flatMap((kind) => inParts(groups.filter((group) => group.kind === kind))).map(contentOf);

export const isTooLarge = (group: SeatGroup): boolean => seatsIn(group) > SEATS_PER_SECTION_MAX;

/** What a chart contains, counted, and as text for a person to check before it is published. Pure. */
import type { ReadChart } from "#cli/import-chart/chart-document.ts";
import type { ChartDocument, ChartSection } from "#client/upload-chart.ts";
import { type SectionKind, seatsOfSection } from "#contract/seating/section-form.ts";

export interface ChartSummary {
  readonly sections: number;
  readonly rows: number;
  readonly blocks: number;
  readonly tables: number;
  readonly seats: number;
  readonly standing: number;
  readonly accessible: number;
  /** Seats and standing places by category, in the order of the chart. */
  readonly categories: Readonly<Record<string, number>>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Seats and standing places of a section. */
export const capacityOf = (section: ChartSection): number => seatsOfSection(section).seats.length;

export const summaryOf = ({ categories = [], sections }: ChartDocument): ChartSummary => {
  const all = sections.map(seatsOfSection);
  const byCategory = new Map(categories.map(({ category }) => [category, 0]));
  for (const { category } of all.flatMap(({ seats }) => seats)) {
    byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
  }
  const rowsOf = (kind: SectionKind) => all.filter((section) => section.kind === kind).flatMap(({ rows }) => rows);
  const standing = sum(sections.map((section) => section.standing?.capacity ?? 0));
  return {
    sections: sections.length,
    rows: rowsOf("SEATS").length,
    blocks: sum(rowsOf("SEATS").map(({ blocks }) => blocks.length)),
    tables: rowsOf("TABLES").length,
    seats: sum(all.map(({ seats }) => seats.length)) - standing,
    standing,
    accessible: sum(sections.map(({ accessible = [] }) => accessible.length)),
    categories: Object.fromEntries(byCategory),
  };
};

const formatted = (number: number): string => number.toLocaleString("en-US");

const counted = (count: number, one: string, many: string): string => `${formatted(count)} ${count === 1 ? one : many}`;

const unless0 = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [counted(count, one, many)];

/** The summary as lines for people to read. */
export const summaryLines = ({ document, unnamedSeats, warnings }: ReadChart): readonly string[] => {
  const { sections, seats, standing, rows, blocks, tables, accessible, categories } = summaryOf(document);
  const parts = [
    counted(sections, "section", "sections"),
    counted(seats, "seat", "seats"),
    ...unless0(standing, "standing place", "standing places"),
  ];
  const details = [
    `${counted(rows, "row", "rows")} in ${counted(blocks, "block", "blocks")}`,
    ...unless0(tables, "table", "tables"),
    ...unless0(accessible, "accessible seat", "accessible seats"),
  ];
  return [
    `${document.name}: ${parts.join(", ")}`,
    `  ${details.join(", ")}`,
    ...Object.entries(categories).map(([category, count]) => `  ${category}: ${formatted(count)}`),
    `  ${counted(unnamedSeats, "seat", "seats")} without a number in the file`,
    ...warnings.map((warning) => `  ! ${warning}`),
  ];
};

/** What a chart contains, counted, and as text for a person to check before it is published. Pure. */
import type { BlockEntry, ChartDocument, ReadChart, SectionEntry } from "#cli/import-chart/chart-document.ts";

export interface ChartSummary {
  readonly sections: number;
  readonly rows: number;
  readonly blocks: number;
  readonly tables: number;
  readonly seats: number;
  readonly standing: number;
  /** Seats and standing places by category, in the order of the chart. */
  readonly categories: Readonly<Record<string, number>>;
}

/** One block: how many seats of which category it has. */
interface Counted {
  readonly category: string;
  readonly seats: number;
}

const isRange = (block: BlockEntry): block is Extract<BlockEntry, { readonly to: number }> => "to" in block;

const inRange = ({ from = 1, to, step = 1 }: { readonly from?: number; readonly to: number; readonly step?: number }) =>
  Math.floor((to - from) / step) + 1;

const inBlock = (block: BlockEntry, inherited: string): readonly Counted[] => {
  const category = "category" in block ? (block.category ?? inherited) : inherited;
  if (isRange(block)) return [{ category, seats: inRange(block) }];
  const seats = "seats" in block ? block.seats : block;
  return seats.map((seat) => ({
    category: typeof seat === "string" ? category : (seat.category ?? category),
    seats: 1,
  }));
};

/** The blocks of each row or table. */
const blocksOf = ({
  rows = [],
  tables = [],
}: SectionEntry): readonly { category?: string; blocks: readonly BlockEntry[] }[] => [
  ...rows.map((row) => ({
    ...(row.category === undefined ? {} : { category: row.category }),
    blocks: "blocks" in row ? row.blocks : [row],
  })),
  ...tables.map(({ category, seats }) => ({ ...(category === undefined ? {} : { category }), blocks: [seats] })),
];

const countsOf = (section: SectionEntry): readonly Counted[] => {
  const { category: ofSection = "" } = section;
  return [
    ...blocksOf(section).flatMap(({ category = ofSection, blocks }) =>
      blocks.flatMap((block) => inBlock(block, category)),
    ),
    ...(section.standing ? [{ category: ofSection, seats: section.standing.capacity }] : []),
  ];
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Seats and standing places of a section. */
export const capacityOf = (section: SectionEntry): number => sum(countsOf(section).map(({ seats }) => seats));

export const summaryOf = ({ categories, sections }: ChartDocument): ChartSummary => {
  const byCategory = new Map(categories.map(({ category }) => [category, 0]));
  for (const { category, seats } of sections.flatMap(countsOf)) {
    byCategory.set(category, (byCategory.get(category) ?? 0) + seats);
  }
  const standing = sum(sections.map((section) => section.standing?.capacity ?? 0));
  return {
    sections: sections.length,
    rows: sum(sections.map(({ rows = [] }) => rows.length)),
    blocks: sum(sections.flatMap(({ rows = [] }) => rows.map((row) => ("blocks" in row ? row.blocks.length : 1)))),
    tables: sum(sections.map(({ tables = [] }) => tables.length)),
    seats: sum(sections.map(capacityOf)) - standing,
    standing,
    categories: Object.fromEntries(byCategory),
  };
};

const formatted = (number: number): string => number.toLocaleString("en-US");

const counted = (count: number, one: string, many: string): string => `${formatted(count)} ${count === 1 ? one : many}`;

/** The summary as lines for people to read. */
export const summaryLines = ({ document, unnamedSeats, warnings }: ReadChart): readonly string[] => {
  const { sections, seats, standing, rows, blocks, tables, categories } = summaryOf(document);
  const standingPart = standing > 0 ? `, ${counted(standing, "standing place", "standing places")}` : "";
  const tablesPart = tables > 0 ? `, ${counted(tables, "table", "tables")}` : "";
  return [
    `${document.name || "A chart without a name"}: ${counted(sections, "section", "sections")}, ` +
      `${counted(seats, "seat", "seats")}${standingPart}`,
    `  ${counted(rows, "row", "rows")} in ${counted(blocks, "block", "blocks")}${tablesPart}`,
    ...Object.entries(categories).map(([category, count]) => `  ${category || "no category"}: ${formatted(count)}`),
    `  ${counted(unnamedSeats, "seat", "seats")} without a number in the file`,
    ...warnings.map((warning) => `  ! ${warning}`),
  ];
};

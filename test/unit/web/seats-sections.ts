/** Sections for the tests of choosing seats. */
import { type ChartSection, sectionSeats } from "#web/booking/seats/section-seats.ts";

type Row = ChartSection["rows"][number];

/** A row of blocks of seats; each letter of a block is the category of a seat. */
export const row = (name: string, y: number, blocks: readonly string[], more: Partial<Row> = {}): Row => {
  let number = 0;
  let x = 0;
  return {
    row: name,
    label: `${name}열`,
    isSoldWhole: false,
    curve: null,
    table: null,
    continuesIn: null,
    blocks: blocks.map((letters) => {
      x += 2;
      return letters.split("").map((category) => {
        number += 1;
        x += 1;
        return { seat: String(number), label: `${number}번`, category, x, y };
      });
    }),
    ...more,
  };
};

export const chartSection = (rows: readonly Row[], more: Partial<ChartSection> = {}): ChartSection => ({
  chartId: "cht_1",
  sectionId: "A",
  label: "1층 A구역",
  kind: "SEATS",
  floor: null,
  outline: [
    [0, 0],
    [20, 0],
    [20, 10],
    [0, 10],
  ],
  rows: [...rows],
  focalSeat: null,
  accessible: [],
  ...more,
});

export const section = (rows: readonly Row[], more: Partial<ChartSection> = {}) =>
  sectionSeats(chartSection(rows, more));

const corners = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** A table of four at x. */
export const table = (name: string, x: number, isSoldWhole = true): Row => ({
  row: name,
  label: `${name}호`,
  isSoldWhole,
  curve: null,
  table: { x, y: 0, radius: 1 },
  continuesIn: null,
  blocks: [
    corners.map(([dx, dy], at) => ({
      seat: String(at + 1),
      label: `${at + 1}번`,
      category: "B",
      x: x + dx,
      y: dy,
    })),
  ],
});

/** The demo theatre: stalls in an even and an odd half, boxes, and a balcony with odd numbers on one side only. */
import type {
  BlockEntry,
  ChartDocument,
  DetailedSeat,
  RowOfBlocks,
  SectionEntry,
} from "#cli/import-chart/chart-document.ts";
import type { Point } from "#contract/drawing/plan.ts";

const WIDTH = 34;
const VIP_ROWS = 5;

const numbers = (from: number, to: number): readonly number[] =>
  Array.from(
    { length: Math.floor(Math.abs(to - from) / 2) + 1 },
    (_, index) => from + 2 * index * Math.sign(to - from || 1),
  );

const seatsOf = (all: readonly number[]): readonly DetailedSeat[] =>
  all.map((number) => ({ seat: String(number), label: `${number}번` }));

/** Even numbers grow from the middle to the left, odd ones to the right: 2 and 1 are at the aisle. */
const halves = (each: number): readonly BlockEntry[] => [
  seatsOf(numbers(2 * each, 2)),
  seatsOf(numbers(1, 2 * each - 1)),
];

/** Rows are arcs around the same point, so a short one bends less. */
const CURVE_OF_WIDTH = 2 / WIDTH ** 2;

const row = (number: number, seatsInRow: number, blocks: readonly BlockEntry[]): RowOfBlocks => ({
  row: String(number),
  label: `${number}열`,
  blocks,
  curve: Math.round(seatsInRow ** 2 * CURVE_OF_WIDTH * 100) / 100,
});

/** Rows in two halves of this many seats each. */
const rowsOfHalves = (from: number, to: number, each: number): readonly RowOfBlocks[] =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index, 2 * each, halves(each)));

/** Corners from front left on, clockwise as drawn. */
const block = (left: number, right: number, front: number, back: number): readonly Point[] => [
  [left, front],
  [right, front],
  [right, back],
  [left, back],
];

/** Four boxes on each side of the stalls, each with a table of four that is sold whole. */
const boxes = (sectionId: string, label: string, x: number): SectionEntry => ({
  sectionId,
  label,
  floor: "1",
  category: "박스",
  tables: [1, 2, 3, 4].map((number) => ({
    table: String(number),
    label: `${number}호`,
    seats: seatsOf([1, 2, 3, 4].map((seat) => seat)),
    sold: "WHOLE",
    x,
    y: 5 + 5 * number,
  })),
});

const HALF = WIDTH / 2;

export const THEATRE: ChartDocument = {
  name: "부산 시민극장",
  categories: [
    { category: "VIP", colour: "#8e3b8a" },
    { category: "R", colour: "#2f6db5" },
    { category: "S", colour: "#3d8c5c" },
    { category: "박스", colour: "#b5762f" },
  ],
  stage: { label: "무대", outline: block(-12, 12, -4, 2) },
  floors: [
    { floor: "1", label: "1층" },
    { floor: "2", label: "2층" },
  ],
  sections: [
    {
      sectionId: "A",
      label: "1층",
      floor: "1",
      category: "R",
      rows: [...rowsOfHalves(1, 4, 11), ...rowsOfHalves(5, 14, 14)].map((each, index) =>
        index < VIP_ROWS ? { ...each, category: "VIP" } : each,
      ),
      outline: block(-HALF, HALF, 5, 33),
      focalPoint: { row: "4", seat: "1" },
      // Places for wheelchairs at the aisle of the last row, each with seats for companions beside it.
      accessible: [
        { seat: "14-2", companions: ["14-4", "14-6"] },
        { seat: "14-1", companions: ["14-3", "14-5"] },
        { seat: "14-28", companions: ["14-26"] },
        { seat: "14-27", companions: ["14-25"] },
      ],
    },
    boxes("BL", "박스 왼쪽", -HALF - 5),
    boxes("BR", "박스 오른쪽", HALF + 5),
    {
      sectionId: "C",
      label: "2층",
      floor: "2",
      category: "S",
      rows: [...rowsOfHalves(1, 5, 14), row(6, 14, [seatsOf(numbers(1, 27))])],
      outline: block(-HALF, HALF, 38, 51),
    },
  ],
};

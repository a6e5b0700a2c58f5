/** The demo theatre: stalls in an even and an odd half, boxes, and a balcony whose last row has odd numbers only. */
import type { ChartDocument, ChartSection } from "#client/upload-chart.ts";
import { numberedSeats, numbersFrom, rowLabel } from "#local/seed/halls/seat-labels.ts";

type Outline = NonNullable<ChartSection["outline"]>;

const WIDTH = 34;
const HALF = WIDTH / 2;
const VIP_ROWS = 5;
/** Rows are arcs around the same point, so a short one bends less. */
const CURVE_OF_WIDTH = 2 / WIDTH ** 2;

const oddNumbers = (seats: number): readonly number[] => Array.from({ length: seats }, (_, index) => 2 * index + 1);

const evenNumbers = (seats: number): readonly number[] => oddNumbers(seats).map((number) => number + 1);

/** Even numbers grow from the middle to the left, odd ones to the right: 2 and 1 are at the aisle. */
const halves = (seats: number) => [numberedSeats(evenNumbers(seats).toReversed()), numberedSeats(oddNumbers(seats))];

const rowOf = (number: number, blocks: ReturnType<typeof halves>) => {
  const seats = blocks.flat().length;
  const curve = Math.round(seats ** 2 * CURVE_OF_WIDTH * 100) / 100;
  return { row: String(number), label: rowLabel(number), blocks, curve };
};

/** Rows in two halves of this many seats each. */
const rowsOfHalves = (from: number, to: number, seats: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => rowOf(from + index, halves(seats)));

/** Corners from front left on, clockwise as drawn. */
const block = (left: number, right: number, front: number, back: number): Outline => [
  [left, front],
  [right, front],
  [right, back],
  [left, back],
];

/** Four boxes at one side of the stalls, each with a table of four that is sold whole. */
const boxes = (sectionId: string, label: string, x: number): ChartSection => ({
  sectionId,
  label,
  floor: "1",
  category: "박스",
  tables: [1, 2, 3, 4].map((number) => ({
    table: String(number),
    label: `${number}호`,
    seats: numberedSeats(numbersFrom(1, 4)),
    sold: "WHOLE" as const,
    x,
    y: 5 + 5 * number,
  })),
});

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
      rows: [...rowsOfHalves(1, 4, 11), ...rowsOfHalves(5, 14, 14)].map((row, index) =>
        index < VIP_ROWS ? { ...row, category: "VIP" } : row,
      ),
      outline: block(-HALF, HALF, 5, 33),
      focalPoint: { row: "4", seat: "1" },
      // Places for wheelchairs in the last row, each with seats for companions beside it.
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
      rows: [...rowsOfHalves(1, 5, 14), rowOf(6, [numberedSeats(oddNumbers(14))])],
      outline: block(-HALF, HALF, 38, 51),
    },
  ],
};

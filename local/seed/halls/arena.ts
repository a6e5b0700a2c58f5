/** The demo arena: 10,000 seats in a bowl that is open towards the stage, and people standing inside it. */
import type { ChartDocument, ChartSection } from "#client/upload-chart.ts";
import { numberedSeats, numbersFrom, rowLabel } from "#local/seed/halls/seat-labels.ts";

type Outline = NonNullable<ChartSection["outline"]>;
type Point = Outline[number];

const SECTIONS_PER_RING = 10;
/** The bowl goes around the floor by this much, in degrees; the rest is behind the stage. */
const BOWL_DEGREES = 280;
const AISLE_DEGREES = 1.2;
const INNER_RADIUS = 46;
const ROW_PITCH = 1.8;
const RING_GAP = 4;

/** From the inside out. Rows of each section have an aisle in their middle. */
const RINGS = [
  { category: "VIP", colour: "#8e3b8a", rows: 8, seatsInRow: 20 },
  { category: "R", colour: "#2f6db5", rows: 10, seatsInRow: 24 },
  { category: "S", colour: "#3d8c5c", rows: 10, seatsInRow: 28 },
  { category: "A", colour: "#b5762f", rows: 10, seatsInRow: 32 },
] as const;

type Ring = (typeof RINGS)[number];

/** Where a ring begins, from the middle of the floor. */
const radiusOf = (ring: number): number =>
  RINGS.slice(0, ring).reduce((radius, { rows }) => radius + rows * ROW_PITCH + RING_GAP, INNER_RADIUS);

/** A point of the bowl. 0 degrees is opposite the stage, and less is to the left of that. */
const at = (radius: number, degrees: number): Point => {
  const angle = (degrees * Math.PI) / 180;
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return [rounded(radius * Math.sin(angle)), rounded(radius * Math.cos(angle))];
};

const wedge = (inner: number, depth: number, index: number): Outline => {
  const width = BOWL_DEGREES / SECTIONS_PER_RING;
  const from = -BOWL_DEGREES / 2 + index * width + AISLE_DEGREES / 2;
  const to = from + width - AISLE_DEGREES;
  return [at(inner, from), at(inner, to), at(inner + depth, to), at(inner + depth, from)];
};

const sectionOf = ({ category, rows, seatsInRow }: Ring, ring: number, index: number): ChartSection => {
  const sectionId = String((ring + 1) * 100 + index + 1);
  const half = seatsInRow / 2;
  return {
    sectionId,
    label: `${sectionId}구역`,
    category,
    rows: Array.from({ length: rows }, (_, row) => ({
      row: String(row + 1),
      label: rowLabel(row + 1),
      blocks: [numberedSeats(numbersFrom(1, half)), numberedSeats(numbersFrom(half + 1, seatsInRow))],
    })),
    outline: wedge(radiusOf(ring), rows * ROW_PITCH, index),
  };
};

const standing = (sectionId: string, label: string, capacity: number, front: number, back: number): ChartSection => ({
  sectionId,
  label,
  category: "스탠딩",
  standing: { capacity },
  outline: [
    [-22, front],
    [22, front],
    [22, back],
    [-22, back],
  ],
});

export const ARENA: ChartDocument = {
  name: "서울 아레나",
  categories: [
    { category: "스탠딩", colour: "#c2413b" },
    ...RINGS.map(({ category, colour }) => ({ category, colour })),
  ],
  stage: {
    label: "무대",
    outline: [
      [-24, -44],
      [24, -44],
      [24, -30],
      [-24, -30],
    ],
  },
  sections: [
    standing("F1", "스탠딩 앞", 800, -26, -2),
    standing("F2", "스탠딩 뒤", 800, 2, 26),
    ...RINGS.flatMap((ring, number) =>
      Array.from({ length: SECTIONS_PER_RING }, (_, index) => sectionOf(ring, number, index)),
    ),
  ],
};

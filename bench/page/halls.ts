/** Halls of the bench: bowls around a stage, in rings of sections, as the demo arena is one. */
import type { ChartDocument, ChartSection } from "#client/upload-chart.ts";

export interface HallSize {
  readonly seats: number;
  readonly sections: number;
  readonly rows: number;
  readonly seatsInRow: number;
  readonly rings: number;
}

/** Sections of the largest hall are as large as a section may be. */
export const HALL_SIZES: readonly HallSize[] = [
  { seats: 1000, sections: 4, rows: 10, seatsInRow: 25, rings: 1 },
  { seats: 10_000, sections: 20, rows: 20, seatsInRow: 25, rings: 2 },
  { seats: 60_000, sections: 60, rows: 40, seatsInRow: 25, rings: 4 },
];

const CATEGORIES = ["VIP", "R", "S", "A"] as const;
export const PRICES: Readonly<Record<string, number>> = { VIP: 220_000, R: 176_000, S: 143_000, A: 99_000 };

const BOWL_DEGREES = 280;
const AISLE_DEGREES = 1.2;
const ROW_PITCH = 1.8;
const RING_GAP = 4;
/** Room for a seat along the innermost row. */
const SEAT_PITCH = 1.05;

type Outline = NonNullable<ChartSection["outline"]>;

const at = (radius: number, degrees: number): Outline[number] => {
  const angle = (degrees * Math.PI) / 180;
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return [rounded(radius * Math.sin(angle)), rounded(radius * Math.cos(angle))];
};

const wedge = (inner: number, depth: number, index: number, inRing: number): Outline => {
  const width = BOWL_DEGREES / inRing;
  const from = -BOWL_DEGREES / 2 + index * width + AISLE_DEGREES / 2;
  const to = from + width - AISLE_DEGREES;
  return [at(inner, from), at(inner, to), at(inner + depth, to), at(inner + depth, from)];
};

const sectionOf = (size: HallSize, index: number): ChartSection => {
  const inRing = size.sections / size.rings;
  const ring = Math.floor(index / inRing);
  const depth = size.rows * ROW_PITCH;
  const arc = (BOWL_DEGREES / inRing - AISLE_DEGREES) * (Math.PI / 180);
  const inner = (size.seatsInRow * SEAT_PITCH) / arc + ring * (depth + RING_GAP);
  const sectionId = String((ring + 1) * 100 + (index % inRing) + 1);
  return {
    sectionId,
    label: `${sectionId}구역`,
    category: CATEGORIES[ring % CATEGORIES.length] ?? "R",
    rows: Array.from({ length: size.rows }, (_, row) => ({
      row: String(row + 1),
      label: `${row + 1}열`,
      blocks: [{ from: 1, to: size.seatsInRow }],
    })),
    outline: wedge(inner, depth, index % inRing, inRing),
  };
};

export const hallOf = (size: HallSize): ChartDocument => ({
  name: `${size.seats} seats`,
  categories: CATEGORIES.slice(0, size.rings).map((category) => ({ category })),
  sections: Array.from({ length: size.sections }, (_, index) => sectionOf(size, index)),
});

export const categoriesOf = ({ rings }: HallSize): readonly string[] => CATEGORIES.slice(0, rings);

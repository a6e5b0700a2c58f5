/** Seating plans in pretix's format, made up for tests after the kinds of halls that there are. Positions are in pixels. */

interface Seat {
  readonly seat_guid: string;
  readonly seat_number: string;
  readonly category: string;
  readonly position: { readonly x: number; readonly y: number };
}

const PITCH = 24;
const ROW = 40;

const seat = (guid: string, number: string, x: number, y: number, category: string): Seat => ({
  seat_guid: guid,
  seat_number: number,
  category,
  position: { x, y },
});

/** From left to right with a step of PITCH; each `null` is a place without a seat. */
const rowOf = (
  name: string,
  numbers: readonly (string | null)[],
  category: string,
  position: { x: number; y: number },
) => ({
  row_number: name,
  row_number_position: "both",
  position,
  seats: numbers.flatMap((number, index) =>
    number === null ? [] : [seat(`${name}-${index}-${position.x}-${position.y}`, number, index * PITCH, 0, category)],
  ),
});

const range = (from: number, to: number, step: number): readonly string[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => String(from + index * step));

/** Even numbers from the middle to the left, odd numbers from the middle to the right, and an aisle between 2 and 1. */
const evenOdd = (each: number, aisle: number): readonly (string | null)[] => [
  ...range(2, 2 * each, 2).toReversed(),
  ...Array.from({ length: aisle }, () => null),
  ...range(1, 2 * each - 1, 2),
];

const LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

const area = (text: string, x: number, y: number, width: number, height: number) => ({
  shape: "rectangle",
  color: "#dddddd",
  border_color: "#333333",
  rotation: 0,
  position: { x, y },
  rectangle: { width, height },
  text: { text, color: "#000000", position: { x: width / 2, y: height / 2 } },
});

/**
 * A theatre of 603 seats: stalls of 22 rows with even numbers on the left and odd numbers on the right, a circle, and one
 * balcony row on the right side with odd numbers only.
 */
export const theatrePlan = () => ({
  name: "Universitätstheater",
  size: { width: 1000, height: 1300 },
  categories: [
    { name: "I", color: "#aa3377" },
    { name: "II", color: "#4477aa" },
    { name: "Loge", color: "#ccbb44" },
  ],
  zones: [
    {
      name: "Parkett",
      zone_id: "parkett",
      uuid: "6a1bbcd4-0000-4000-8000-000000000001",
      position: { x: 100, y: 200 },
      rows: Array.from({ length: 22 }, (_, index) =>
        rowOf(LETTERS[index] ?? "", evenOdd(12, 3), index < 8 ? "I" : "II", { x: 0, y: index * ROW }),
      ),
      areas: [area("Bühne", 50, -150, 500, 100), area("Ausgang", 620, 300, 60, 40)],
    },
    {
      name: "Balkon",
      uuid: "6a1bbcd4-0000-4000-8000-000000000002",
      position: { x: 100, y: 1150 },
      rows: [rowOf("1", evenOdd(10, 3), "II", { x: 48, y: 0 }), rowOf("2", evenOdd(10, 3), "II", { x: 48, y: ROW })],
      areas: [],
    },
    {
      name: "Loge rechts",
      zone_id: "LR",
      uuid: "6a1bbcd4-0000-4000-8000-000000000003",
      position: { x: 800, y: 250 },
      rows: [
        {
          row_number: "1",
          row_number_position: null,
          position: { x: 0, y: 0 },
          seats: range(1, 69, 2).map((number, index) => seat(`LR-${number}`, number, 0, index * PITCH, "Loge")),
        },
      ],
      areas: [],
    },
  ],
});

/** A sports hall: rows of 28 with aisles after 7 and 21, given back to front, each row half a pixel askew. */
export const sportsHallPlan = () => ({
  name: "Sporthalle Nord",
  size: { width: 1200, height: 900 },
  categories: [{ name: "Sitzplatz", color: "#228833" }],
  zones: ["Tribüne West", "Tribüne Ost"].map((name, zone) => ({
    name,
    position: { x: 60, y: 100 + zone * 400 },
    rows: Array.from({ length: 8 }, (_, index) => {
      const numbers = range(1, 28, 1);
      return {
        row_number: String(8 - index),
        row_number_position: "start",
        position: { x: 0, y: (7 - index) * ROW },
        seats: numbers.map((number, at) =>
          seat(
            `${name}-${index}-${number}`,
            number,
            at * PITCH + (at >= 7 ? 40 : 0) + (at >= 21 ? 40 : 0),
            at * 0.5,
            "Sitzplatz",
          ),
        ),
      };
    }),
    areas: zone === 0 ? [area("Bühne", 100, -90, 400, 60), area("Stehplätze", 100, 340, 400, 50)] : [],
  })),
});

/** A ballroom: round tables of 8, benches of 2 x 3 seats opposite each other, and two rows at the wall. */
export const ballroomPlan = () => ({
  name: "Ballsaal",
  size: { width: 800, height: 800 },
  categories: [{ name: "Gala" }],
  zones: [
    {
      name: "Saal",
      position: { x: 0, y: 0 },
      rows: [
        ...Array.from({ length: 6 }, (_, table) => ({
          row_number: String(table + 1),
          row_label: "Tisch %s",
          seat_label: "Platz %s",
          row_number_position: null,
          position: { x: 100 + (table % 3) * 200, y: 100 + Math.floor(table / 3) * 200 },
          seats: range(1, 8, 1).map((number, index) => {
            const angle = (2 * Math.PI * index) / 8;
            return seat(
              `T${table}-${number}`,
              number,
              Math.round(40 * Math.cos(angle)),
              Math.round(40 * Math.sin(angle)),
              "Gala",
            );
          }),
        })),
        {
          row_number: "Bank",
          row_number_position: null,
          position: { x: 100, y: 500 },
          // Odd numbers on one side, even ones opposite.
          seats: range(1, 6, 1).map((number, index) =>
            seat(`B-${number}`, number, Math.floor(index / 2) * PITCH, (index % 2) * 36, "Gala"),
          ),
        },
        rowOf("Wand", range(1, 9, 1), "Gala", { x: 100, y: 600 }),
      ],
      areas: [],
    },
  ],
});

/** What plans are like that nobody has tidied up. */
export const untidyPlan = () => ({
  name: "Bunter Abend",
  size: { width: 500, height: 500 },
  categories: [{ name: "Normal" }],
  zones: [
    {
      name: "1층 A구역",
      position: { x: 0, y: 0 },
      rows: [
        rowOf("가", ["12½", "12", "", "14", "14"], "Normal", { x: 0, y: 0 }),
        rowOf("나", ["1", "2", "3"], "", { x: 0, y: ROW }),
        // The same row, drawn in two halves.
        rowOf("C", ["1", "2", "3"], "Normal", { x: 0, y: 2 * ROW }),
        rowOf("C", ["4", "5", "6"], "Normal", { x: 5 * PITCH, y: 2 * ROW }),
        // Two rows of one name, behind each other, with the same numbers.
        rowOf("D", ["1", "2"], "Rollstuhl", { x: 0, y: 3 * ROW }),
        rowOf("D", ["1", "2"], "Normal", { x: 0, y: 4 * ROW }),
        rowOf("", ["1"], "Normal", { x: 0, y: 5 * ROW }),
      ],
    },
    {
      name: "1층 A구역",
      position: { x: 300, y: 0 },
      // Nobody has placed these.
      rows: [
        {
          row_number: "1",
          seats: range(1, 4, 1).map((number) => seat(`x-${number}`, number, 0, 0, "Normal")),
        },
      ],
    },
  ],
});

/** One zone with more seats than a section can hold. */
export const largeZonePlan = () => ({
  name: "Arena",
  categories: [{ name: "A" }],
  zones: [
    {
      name: "Unterrang",
      position: { x: 0, y: 0 },
      rows: Array.from({ length: 30 }, (_, index) =>
        rowOf(String(index + 1), range(1, 50, 1), "A", { x: 0, y: index * ROW }),
      ),
    },
  ],
});

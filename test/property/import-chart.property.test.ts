import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { summaryOf } from "#cli/import-chart/chart-summary.ts";
import { readChart } from "#cli/import-chart/read-chart.ts";
import { shortText } from "#cli/import-chart/short-text.ts";
import { seatsOfSection } from "#contract/seating/section-form.ts";

/** Names as people give them: numbers, letters, other scripts, nothing at all. */
const aName = fc.constantFrom(
  "",
  "1",
  "2",
  "12",
  "12½",
  "A",
  "a",
  "가",
  "나",
  "Reihe 1",
  "1층 A구역",
  "Bühne",
  "x",
  "xx2",
  "A\tB",
  "\u3164",
  "a very long name that no label can hold in full, however it is cut",
);

interface Seat {
  readonly seat_guid: string;
  readonly seat_number: string;
  readonly category: string;
  readonly position: { readonly x: number; readonly y: number };
}

/** A straight row, at an angle, with aisles between some of its seats. */
const aRow = fc
  .record({
    name: aName,
    steps: fc.array(fc.constantFrom(20, 20, 20, 21, 70), { minLength: 0, maxLength: 14 }),
    angle: fc.constantFrom(0, 0.2, -0.3, Math.PI / 2),
    numbers: fc.array(aName, { minLength: 15, maxLength: 15 }),
    category: fc.constantFrom("I", "II", "", "III"),
    y: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ name, steps, angle, numbers, category, y }) => {
    let along = 0;
    const places = [0, ...steps].map((step) => {
      along += step;
      return along;
    });
    return {
      row_number: name,
      position: { x: 5, y },
      seats: places.map(
        (place, index): Seat => ({
          seat_guid: `${y}-${index}`,
          seat_number: numbers[index] ?? "",
          category,
          position: { x: Math.round(place * Math.cos(angle)), y: Math.round(place * Math.sin(angle)) },
        }),
      ),
    };
  });

const aPlan = fc.record({
  name: aName,
  categories: fc.constantFrom([{ name: "I" }, { name: "II", color: "#aa3377" }], [{ name: "I", color: "red" }], []),
  zones: fc.array(
    fc.record({
      name: aName,
      position: fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) }),
      rows: fc.array(aRow, { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const read = (plan: unknown) => readChart(JSON.stringify(plan));

describe("reading a plan of pretix", () => {
  it("gives a chart that the service takes, with each seat once and ids that are unique", () => {
    fc.assert(
      fc.property(aPlan, (plan) => {
        const { document, unnamedSeats } = read(plan);
        const seats = plan.zones.flatMap(({ rows }) => rows.flatMap((row) => row.seats));

        expect(summaryOf(document).seats).toBe(seats.length);
        expect(unnamedSeats).toBe(seats.filter((seat) => seat.seat_number === "").length);
        const ids = document.sections.flatMap((section) =>
          seatsOfSection(section).seats.map(({ row, seat }) => `${section.sectionId}-${row}-${seat}`),
        );
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !/^(?:[A-Za-z0-9]{1,8}-){2}[A-Za-z0-9]{1,8}$/.test(id))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("prints what the plan prints, for every seat with a number that a label can hold", () => {
    fc.assert(
      fc.property(aPlan, (plan) => {
        const numbers = plan.zones.flatMap(({ rows }) =>
          rows.flatMap(({ seats }) => seats.map((seat) => seat.seat_number)),
        );
        const labels = read(plan).document.sections.flatMap((section) =>
          seatsOfSection(section).seats.map(({ label }) => label),
        );

        for (const number of new Set(numbers.filter((each) => each !== "" && shortText(each, 40) === each))) {
          const printed = labels.filter((label) => label === number).length;
          expect(printed).toBeGreaterThanOrEqual(numbers.filter((each) => each === number).length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("depends on where the seats of a row are, not on their order in the file", () => {
    fc.assert(
      fc.property(aRow, fc.infiniteStream(fc.nat()), (row, order) => {
        const seats = row.seats.map((seat, index) => ({ ...seat, seat_number: String(index + 1) }));
        const shuffled = seats
          .map((seat) => ({ seat, key: order.next().value as number }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ seat }) => seat);
        const planOf = (all: readonly Seat[]) => ({
          name: "Hall",
          categories: [],
          zones: [{ name: "Z", position: { x: 0, y: 0 }, rows: [{ ...row, seats: all }] }],
        });

        expect(read(planOf(shuffled)).document).toEqual(read(planOf(seats)).document);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same each time", () => {
    fc.assert(
      fc.property(aPlan, (plan) => {
        expect(read(structuredClone(plan))).toEqual(read(plan));
      }),
      { numRuns: 50 },
    );
  });
});

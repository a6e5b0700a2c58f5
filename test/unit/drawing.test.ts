import { describe, expect, it } from "@jest/globals";
import { drawChart } from "#contract/drawing/chart.ts";
import { distance } from "#contract/drawing/geometry.ts";
import type { PlannedRow, PlannedSeat, PlannedSection, Point } from "#contract/drawing/plan.ts";
import { drawSection } from "#contract/drawing/section.ts";
import { sectionPlan } from "#contract/drawing/section-plan.ts";

const seats = (count: number): readonly PlannedSeat[] => Array.from({ length: count }, () => ({}));

const row = (...blocks: readonly number[]): PlannedRow => ({ blocks: blocks.map(seats) });

const section = (sectionId: string, rows: readonly PlannedRow[]): PlannedSection => ({ sectionId, rows });

const seatsOf = (planned: PlannedSection) => drawSection(planned, [0, 0]).seats;

const xs = (points: readonly Point[]) => points.map(([x]) => x);
const ys = (points: readonly Point[]) => [...new Set(points.map(([, y]) => y))];

describe("rows without positions", () => {
  it("stand one unit from seat to seat, 1.8 units from row to row, the first row in front", () => {
    const drawn = seatsOf(section("A", [row(3), row(3)]));

    expect(drawn).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0],
      [-1, 1.8],
      [0, 1.8],
      [1, 1.8],
    ]);
  });

  it("have an aisle of two units between blocks", () => {
    expect(xs(seatsOf(section("A", [row(2, 3)])))).toEqual([-3, -2, 1, 2, 3]);
  });

  it("keep their aisles straight: shorter blocks begin at the aisle nearer to the middle", () => {
    const drawn = seatsOf(section("A", [row(4, 6, 4), row(2, 4, 3)]));

    expect(xs(drawn.slice(14))).toEqual([-6.5, -5.5, -1.5, -0.5, 0.5, 1.5, 5.5, 6.5, 7.5]);
    expect(xs(drawn.slice(0, 4)).at(-1)).toBe(-5.5);
    expect(xs(drawn.slice(10, 14))[0]).toBe(5.5);
  });

  it("are bent by their curve, the ends nearer to the stage, and keep their distances", () => {
    const drawn = seatsOf(section("A", [{ blocks: [seats(21)], curve: 3 }]));

    expect(drawn[0]?.[1]).toBeCloseTo(-3, 1);
    expect(drawn[10]).toEqual([0, 0]);
    for (const [index, seat] of drawn.slice(1).entries()) {
      expect(distance(seat, drawn[index] as Point)).toBeGreaterThan(0.98);
      expect(distance(seat, drawn[index] as Point)).toBeLessThan(1.02);
    }
  });

  it("are farther apart where a curve would bring their seats together", () => {
    const drawn = seatsOf(
      section("A", [
        { blocks: [seats(9)], curve: -2 },
        { blocks: [seats(9)], curve: 2 },
      ]),
    );

    const [front, back] = [drawn.slice(0, 9), drawn.slice(9)];
    expect(Math.min(...front.flatMap((seat) => back.map((other) => distance(seat, other))))).toBeGreaterThan(0.98);
  });
});

describe("tables and standing without positions", () => {
  it("have their seats around them, the first at the side of the stage", () => {
    const drawn = drawSection({ sectionId: "T", tables: [{ seats: seats(4) }] }, [0, 0]);

    expect(drawn.tables).toEqual([{ x: 0, y: 0, radius: 0.6 }]);
    expect(drawn.seats).toEqual([
      [0, -1.2],
      [1.2, 0],
      [0, 1.2],
      [-1.2, 0],
    ]);
  });

  it("are large enough for their seats, and have room between them", () => {
    const { tables, seats: drawn } = drawSection(
      { sectionId: "T", tables: [{ seats: seats(12) }, { seats: seats(2) }, { seats: seats(12) }] },
      [0, 0],
    );

    expect(tables.map(({ y }) => y)).toEqual([0, 0, 0].map(() => tables[0]?.y));
    for (const [index, seat] of drawn.entries()) {
      const others = drawn.filter((_, other) => other !== index);
      expect(Math.min(...others.map((other) => distance(seat, other)))).toBeGreaterThan(0.98);
    }
  });

  it("are an area of two square units for each person", () => {
    const { outline, seats: drawn } = drawSection({ sectionId: "S", standing: { capacity: 400 } }, [0, 0]);

    expect(drawn).toEqual([]);
    expect(outline).toEqual([
      [-20, 0],
      [20, 0],
      [20, 20],
      [-20, 20],
    ]);
  });
});

describe("what the chart gives", () => {
  it("is kept for each seat", () => {
    const given = [
      { x: 10, y: 20 },
      { x: 11.5, y: 20.25 },
    ];

    expect(seatsOf({ sectionId: "A", rows: [{ blocks: [given] }] })).toEqual([
      [10, 20],
      [11.5, 20.25],
    ]);
  });

  it("is where the other seats of the section are laid out from", () => {
    const drawn = seatsOf({ sectionId: "A", rows: [{ blocks: [[{}, { x: 10, y: 20 }, {}]] }] });

    expect(drawn).toEqual([
      [9, 20],
      [10, 20],
      [11, 20],
    ]);
  });

  it("is kept for the middle of a table", () => {
    const drawn = drawSection({ sectionId: "T", tables: [{ x: 5, y: 6, seats: seats(2) }] }, [0, 0]);

    expect(drawn.tables).toEqual([{ x: 5, y: 6, radius: 0.6 }]);
    expect(drawn.seats).toEqual([
      [5, 4.8],
      [5, 7.2],
    ]);
  });

  it("is a wedge for an outline with four corners: rows run from its front edge to its back edge", () => {
    const outline: readonly Point[] = [
      [10, 0],
      [10, 10],
      [20, 15],
      [20, -5],
    ];
    const drawn = drawSection({ ...section("A", [row(10), row(10), row(10)]), outline }, [0, 0]);

    expect(drawn.outline).toEqual(outline);
    expect(xs(drawn.seats.slice(0, 10)).every((x) => x > 10 && x < 13)).toBe(true);
    expect(xs(drawn.seats.slice(20)).every((x) => x > 17 && x < 20)).toBe(true);
  });

  it("is filled around its centre for any other outline, smaller if need be", () => {
    const outline: readonly Point[] = [
      [0, 0],
      [6, 0],
      [3, 6],
    ];
    const drawn = drawSection({ ...section("A", [row(10), row(10)]), outline }, [0, 0]);

    expect(Math.max(...xs(drawn.seats)) - Math.min(...xs(drawn.seats))).toBeLessThan(6);
  });

  it("is the stage, with the hall behind it", () => {
    const stage: readonly Point[] = [
      [0, 0],
      [20, 0],
      [20, 8],
      [0, 8],
    ];
    const { stage: drawn, sections } = drawChart({ stage, sections: [section("A", [row(5)])] });

    expect(drawn).toEqual(stage);
    expect(sections[0]?.seats[2]).toEqual([10, 12.75]);
  });
});

describe("a hall", () => {
  it("has the stage in front, sections side by side and behind each other, and floors behind that", () => {
    const wide = Array.from({ length: 10 }, () => row(20));
    const { floors, sections, stage } = drawChart({
      floors: ["1", "2"],
      sections: [
        { ...section("B", wide), floor: "2" },
        { ...section("A1", wide), floor: "1" },
        { ...section("A2", wide), floor: "1" },
        { ...section("A3", wide), floor: "1" },
      ],
    });

    expect(sections.map(({ sectionId }) => sectionId)).toEqual(["B", "A1", "A2", "A3"]);
    expect(floors.map(({ floor }) => floor)).toEqual(["1", "2"]);
    const [balcony = [], left = [], right = [], behind = []] = sections.map(({ outline }) => outline);
    expect(Math.max(...xs(left))).toBeLessThan(Math.min(...xs(right)));
    expect(Math.min(...ys(left))).toBe(Math.min(...ys(right)));
    expect(Math.max(...ys(left))).toBeLessThan(Math.min(...ys(behind)));
    expect(Math.max(...ys(behind))).toBeLessThan(Math.min(...ys(balcony)));
    expect(Math.max(...ys(stage))).toBeLessThan(Math.min(...ys(left)));
  });

  it("is laid out behind the sections that the chart places", () => {
    const placed = { sectionId: "P", rows: [{ blocks: [[{ x: 100, y: 50 }]] }] };
    const { sections } = drawChart({ sections: [section("A", [row(5)]), placed] });

    expect(sections[0]?.seats[2]).toEqual([100, 56.5]);
    expect(sections[1]?.seats).toEqual([[100, 50]]);
  });

  it("is an empty drawing with a stage, without sections", () => {
    expect(drawChart({ sections: [] })).toMatchObject({ sections: [], floors: [] });
  });

  it("of 90,000 seats takes well under a second", () => {
    const sections = Array.from({ length: 90 }, (_, index) =>
      section(
        `S${index}`,
        Array.from({ length: 25 }, (_, depth) => ({ blocks: [seats(10), seats(20), seats(10)], curve: depth % 3 })),
      ),
    );
    // Of three tries, since other programs share this machine.
    const tries = [1, 2, 3].map(() => {
      const started = process.cpuUsage();
      const drawn = drawChart({ sections });
      const { user, system } = process.cpuUsage(started);
      return { ms: (user + system) / 1000, seats: drawn.sections.reduce((sum, each) => sum + each.seats.length, 0) };
    });

    expect(tries.map((each) => each.seats)).toEqual([90_000, 90_000, 90_000]);
    expect(Math.min(...tries.map(({ ms }) => ms))).toBeLessThan(900);
  });
});

describe("the plan of a written section", () => {
  it("has a seat for each seat of each form of block, with its position", () => {
    const plan = sectionPlan({
      sectionId: "A",
      floor: "1",
      rows: [
        { row: "1", from: 1, to: 3 },
        { row: "2", from: 2, to: 8, step: 2, curve: 1 },
        { row: "3", blocks: [["1", { seat: "9", x: 1, y: 2 }], { seats: ["2"] }, { from: 3, to: 4 }] },
      ],
    });

    expect(plan.rows?.map(({ blocks, curve }) => [curve, ...blocks.map(({ length }) => length)])).toEqual([
      [undefined, 3],
      [1, 4],
      [undefined, 2, 1, 2],
    ]);
    expect(plan.rows?.[2]?.blocks[0]).toMatchObject([{ seat: "1" }, { seat: "9", x: 1, y: 2 }]);
    expect(plan).toMatchObject({ sectionId: "A", floor: "1" });
  });

  it("has tables and standing", () => {
    const table = { table: "1", sold: "WHOLE" as const, x: 1, y: 2, seats: { from: 1, to: 4 } };
    const [planned] = sectionPlan({ sectionId: "T", tables: [table] }).tables ?? [];
    expect(planned).toMatchObject({ x: 1, y: 2 });
    expect(planned?.seats).toHaveLength(4);
    expect(sectionPlan({ sectionId: "S", standing: { capacity: 9 } }).standing).toEqual({ capacity: 9 });
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { drawChart } from "#contract/drawing/chart.ts";
import { boundsOf, distance, isInside } from "#contract/drawing/geometry.ts";
import type { ChartPlan, DrawnSection, PlannedSeat, PlannedSection, Point } from "#contract/drawing/plan.ts";
import { drawSection } from "#contract/drawing/section.ts";

const seats = (count: number): readonly PlannedSeat[] => Array.from({ length: count }, () => ({}));

const aRow = fc.record({
  blocks: fc.array(fc.integer({ min: 1, max: 12 }).map(seats), { minLength: 1, maxLength: 4 }),
  curve: fc.option(fc.integer({ min: -6, max: 6 }), { nil: undefined }),
});

const content = fc.oneof(
  { weight: 3, arbitrary: fc.record({ rows: fc.array(aRow, { minLength: 1, maxLength: 8 }) }) },
  fc.record({
    tables: fc.array(
      fc.integer({ min: 1, max: 14 }).map((count) => ({ seats: seats(count) })),
      { minLength: 1, maxLength: 9 },
    ),
  }),
  fc.record({ standing: fc.record({ capacity: fc.integer({ min: 1, max: 1000 }) }) }),
);

/** A convex outline with four corners. */
const corners = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: 5, max: 30 }))
  .map(([x, y, size]): readonly Point[] => [
    [x, y],
    [x + size, y + 2],
    [x + size + 5, y + size],
    [x - 5, y + size],
  ]);

const aSection: fc.Arbitrary<Omit<PlannedSection, "sectionId">> = fc
  .tuple(content, fc.constantFrom(undefined, "1", "2", "3"), fc.option(corners, { nil: undefined, freq: 4 }))
  .map(([inside, floor, outline]) => ({ ...inside, floor, outline }));

const aChart: fc.Arbitrary<ChartPlan> = fc.array(aSection, { minLength: 1, maxLength: 7 }).map((sections) => ({
  floors: ["2", "1"],
  sections: sections.map((section, index) => ({ ...section, sectionId: `S${index}` })),
}));

const plannedSeats = ({ rows = [], tables = [] }: PlannedSection): number =>
  [...rows.flatMap(({ blocks }) => blocks), ...tables.map((table) => table.seats)].flat().length;

const isLaidOut = (section: PlannedSection) => section.outline === undefined;

const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((item, index) => items.slice(index + 1).map((other) => [item, other] as const));

const overlap = (one: DrawnSection, other: DrawnSection): boolean => {
  const [a, b] = [boundsOf(one.outline), boundsOf(other.outline)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
};

const law = (assert: (chart: ChartPlan, drawn: ReturnType<typeof drawChart>) => void) =>
  fc.assert(
    fc.property(aChart, (chart) => assert(chart, drawChart(chart))),
    { numRuns: 150 },
  );

describe("drawChart", () => {
  it("draws every seat once, in the order of the chart", () => {
    law((chart, { sections }) => {
      expect(sections.map(({ sectionId }) => sectionId)).toEqual(chart.sections.map(({ sectionId }) => sectionId));
      expect(sections.map(({ seats }) => seats.length)).toEqual(chart.sections.map(plannedSeats));
      expect(sections.flatMap(({ seats }) => seats.flat()).every(Number.isFinite)).toBe(true);
    });
  });

  it("keeps seats that it lays out apart, and seats of a block side by side", () => {
    law((chart, { sections }) => {
      for (const [index, { seats: drawn }] of sections.entries()) {
        const planned = chart.sections[index] as PlannedSection;
        if (!isLaidOut(planned)) continue;
        expect(pairs(drawn).filter(([one, other]) => distance(one, other) < 0.9)).toEqual([]);
        let start = 0;
        for (const block of (planned.rows ?? []).flatMap(({ blocks }) => blocks)) {
          const ofBlock = drawn.slice(start, start + block.length);
          const steps = ofBlock.slice(1).map((seat, at) => distance(seat, ofBlock[at] as Point));
          expect(steps.filter((step) => step > 1.03)).toEqual([]);
          start += block.length;
        }
      }
    });
  });

  it("has aisles wider than the space between neighbours", () => {
    law((chart, { sections }) => {
      for (const [index, { seats: drawn }] of sections.entries()) {
        const planned = chart.sections[index] as PlannedSection;
        if (!isLaidOut(planned)) continue;
        let next = 0;
        for (const { blocks } of planned.rows ?? []) {
          for (const [at, block] of blocks.entries()) {
            const [last, first] = [drawn[next - 1], drawn[next]];
            if (at > 0) expect(distance(last as Point, first as Point)).toBeGreaterThan(1.5);
            next += block.length;
          }
        }
      }
    });
  });

  it("draws outlines that contain their seats", () => {
    law((_, { sections }) => {
      for (const { outline, seats: drawn } of sections) {
        expect(drawn.filter((seat) => !isInside(seat, outline))).toEqual([]);
      }
    });
  });

  it("lays out no two sections over each other, nor over the stage or a section that the chart places", () => {
    law((chart, { sections, stage }) => {
      const stageSection = { outline: stage } as DrawnSection;
      for (const [index, drawn] of sections.entries()) {
        if (!isLaidOut(chart.sections[index] as PlannedSection)) continue;
        const others = [...sections.filter((other) => other !== drawn), stageSection];
        expect(others.filter((other) => overlap(drawn, other))).toEqual([]);
      }
    });
  });

  it("draws the same chart in the same way, and one section of it alone as well", () => {
    law((chart, drawn) => {
      expect(drawChart(structuredClone(chart))).toEqual(drawn);
      const alone = drawn.sections.map(({ origin }, index) =>
        drawSection(chart.sections[index] as PlannedSection, origin),
      );
      expect(alone).toEqual(drawn.sections);
    });
  });

  it("keeps every position that the chart gives", () => {
    const coordinate = fc.integer({ min: -2000, max: 2000 }).map((hundredths) => hundredths / 10);
    const seat = fc.option(fc.record({ x: coordinate, y: coordinate }), { nil: {} });
    const rows = fc.array(fc.array(fc.array(seat, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(rows, (blocks) => {
        const planned = blocks.flat(2) as readonly PlannedSeat[];
        const [drawn] = drawChart({
          sections: [{ sectionId: "A", rows: blocks.map((each) => ({ blocks: each })) }],
        }).sections;
        for (const [index, { x, y }] of planned.entries()) {
          if (x !== undefined && y !== undefined) expect(drawn?.seats[index]).toEqual([x + 0, y + 0]);
        }
        expect(drawn?.seats.filter((point) => !isInside(point, drawn.outline))).toEqual([]);
      }),
    );
  });
});

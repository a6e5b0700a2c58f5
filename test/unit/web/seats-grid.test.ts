import { describe, expect, it } from "@jest/globals";
import { chartSection, row, section, table } from "#test/unit/web/seats-sections.ts";
import { nextSection, seatAt, sectionAt } from "#web/booking/seats/map/hit-test.ts";
import { nextSeat } from "#web/booking/seats/map/seat-grid.ts";
import { sectionSeats } from "#web/booking/seats/section-seats.ts";

const hall = section([row("1", 0, ["RRR", "RRR"]), row("2", 2, ["RR"]), row("3", 4, ["RRR", "RRR"])]);
const go = (from: number, key: string, ctrlKey = false) => nextSeat(hall, from, { key, ctrlKey });

describe("arrow keys among the seats of a section", () => {
  it("lead along the row, over its aisles, and stop at its ends", () => {
    expect(go(2, "ArrowRight")).toBe(3);
    expect(go(3, "ArrowLeft")).toBe(2);
    expect(go(5, "ArrowRight")).toBeUndefined();
    expect(go(6, "ArrowLeft")).toBeUndefined();
  });

  it("lead to the seat straight in front or behind, and back from a shorter row", () => {
    expect(go(5, "ArrowDown")).toBe(7);
    expect(go(7, "ArrowUp")).toBe(1);
    expect(go(0, "ArrowUp")).toBeUndefined();
  });

  it("lead to the ends of the row and of the section", () => {
    expect(go(4, "Home")).toBe(0);
    expect(go(1, "End")).toBe(5);
    expect(go(4, "Home", true)).toBe(0);
    expect(go(4, "End", true)).toBe(13);
    expect(go(1, "PageDown")).toBe(9);
    expect(go(9, "PageUp")).toBe(1);
  });

  it("leave other keys alone", () => {
    expect(go(0, "Tab")).toBeUndefined();
    expect(go(0, "a")).toBeUndefined();
  });

  it("lead around a table and on to the next: nobody is trapped at one", () => {
    const room = section([table("1", 0), table("2", 6)], { kind: "TABLES" });
    expect(nextSeat(room, 3, { key: "ArrowRight" })).toBe(4);
    expect(nextSeat(room, 4, { key: "ArrowLeft" })).toBe(3);
  });

  it("reach every seat of a section from every other", () => {
    const seen = new Set([0]);
    for (const from of seen) {
      for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
        const next = go(from, key);
        if (next !== undefined) seen.add(next);
      }
    }
    expect(seen.size).toBe(hall.seats.length);
  });
});

describe("what is at a point", () => {
  const shapes = [
    {
      sectionId: "A",
      outline: [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ],
    },
    {
      sectionId: "B",
      outline: [
        [20, 0],
        [30, 0],
        [30, 10],
        [20, 10],
      ],
    },
  ] as const;

  it("is the section around it, or the nearest one in reach of a finger", () => {
    expect(sectionAt(shapes, [5, 5])).toBe("A");
    expect(sectionAt(shapes, [18, 5], 3)).toBe("B");
    expect(sectionAt(shapes, [15, 5], 3)).toBeUndefined();
  });

  it("is the nearest seat in reach", () => {
    expect(seatAt(hall.seats, [3.2, 0.1], 0.6)?.seat).toBe("1");
    expect(seatAt(hall.seats, [100, 100], 0.6)).toBeUndefined();
  });

  it("is found by arrow keys from section to section", () => {
    const middles = [
      { sectionId: "A", middle: [5, 5] },
      { sectionId: "B", middle: [25, 5] },
      { sectionId: "C", middle: [5, 30] },
    ] as const;
    expect(nextSection(middles, "A", "ArrowRight")?.sectionId).toBe("B");
    expect(nextSection(middles, "A", "ArrowDown")?.sectionId).toBe("C");
    expect(nextSection(middles, "A", "ArrowUp")).toBeUndefined();
    expect(nextSection(middles, "B", "End")?.sectionId).toBe("C");
  });
});

describe("a section at the side of the stage", () => {
  it("is turned so that its first row is at the top and its rows lie level", () => {
    const upright = chartSection([row("1", 0, ["RRR"]), row("2", 2, ["RRR"])]);
    const turned = sectionSeats({
      ...upright,
      rows: upright.rows.map((each) => ({
        ...each,
        blocks: each.blocks.map((block) => block.map((seat) => ({ ...seat, x: -(seat.y ?? 0), y: seat.x ?? 0 }))),
      })),
    });
    const [first, second, , behind] = turned.seats;
    expect(second?.y).toBeCloseTo(first?.y ?? 0);
    expect(second?.x ?? 0).toBeGreaterThan(first?.x ?? 0);
    expect((behind?.y ?? 0) - (first?.y ?? 0)).toBeCloseTo(2);
  });
});

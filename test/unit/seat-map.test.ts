import { describe, expect, it } from "@jest/globals";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";
import { seatMapOf, sectionsOnMap } from "#functions/seats/rules/seat-map.ts";
import { countOf } from "#functions/seats/rules/seat-occupancy.ts";
import { NOW } from "#test/support/queue-states.ts";
import { layoutOf, standardPrices } from "#test/support/sections.ts";

const section = (sectionId: string): Section =>
  layoutOf({
    sectionId,
    label: "1층",
    category: "R",
    rows: [{ row: "1", from: 1, to: 4 }],
    accessible: [{ seat: "1-4", companions: ["1-3"] }],
  });
const performanceOf = (capacity: number) =>
  ({ sections: [section("A"), section("B")], capacity }) as unknown as Performance;

describe("sectionsOnMap", () => {
  it("shows all sections of a performance of at most 1,000 seats, and one section of any", () => {
    expect(sectionsOnMap(performanceOf(1000), undefined, "seats").map(({ sectionId }) => sectionId)).toEqual([
      "A",
      "B",
    ]);
    expect(sectionsOnMap(performanceOf(1001), "B", "seats").map(({ sectionId }) => sectionId)).toEqual(["B"]);
  });

  it("shows all sections of any performance if each is one text", () => {
    expect(sectionsOnMap(performanceOf(90_000), undefined, "state")).toHaveLength(2);
  });

  it("refuses a larger performance as a whole, and a section that does not exist", () => {
    expect(() => sectionsOnMap(performanceOf(1001), undefined, "seats")).toThrow("VALIDATION_FAILED");
    expect(() => sectionsOnMap(performanceOf(1000), "C", "seats")).toThrow("SECTION_NOT_FOUND");
  });
});

describe("seatMapOf", () => {
  it("shows each seat with its status, and which seats are accessible", () => {
    const buyer = { reservationId: "res_1", userId: "mina" };
    const { states } = countOf(
      [
        { seatId: "A-1-1", index: 0, state: "SOLD", ...buyer },
        { seatId: "A-1-2", index: 1, state: "HELD", expiresAt: NOW + 1, ...buyer },
        { seatId: "A-1-3", index: 2, state: "HELD", expiresAt: NOW, ...buyer },
      ],
      NOW,
    );
    const seats = seatMapOf(section("A"), { prices: standardPrices({ R: 150_000 }) }, states);

    expect(seats[0]).toMatchObject({ seat: "1", label: "1층 1 1", category: "R", price: 150_000 });
    expect(seats.map(({ seatId, status, accessibility }) => [seatId, status, accessibility])).toEqual([
      ["A-1-1", "SOLD", undefined],
      ["A-1-2", "HELD", undefined],
      ["A-1-3", "AVAILABLE", "COMPANION"],
      ["A-1-4", "AVAILABLE", "ACCESSIBLE"],
    ]);
  });
});

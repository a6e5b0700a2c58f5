import { expect, it } from "@jest/globals";
import { dateState, seatsLeft } from "#web/booking/concert/date-state.ts";

const DATE = {
  startsAt: "2026-12-24T11:00:00.000Z",
  salesOpenAt: "2026-12-01T11:00:00.000Z",
  salesCloseAt: "2026-12-24T09:00:00.000Z",
  calledOff: false,
};
const at = (iso: string): number => Date.parse(iso);

it("follows a date from before its sale to after its end", () => {
  expect(dateState(DATE, at("2026-12-01T10:59:59Z"))).toBe("notYet");
  expect(dateState(DATE, at("2026-12-01T11:00:00Z"))).toBe("onSale");
  expect(dateState(DATE, at("2026-12-24T09:00:00Z"))).toBe("closed");
  expect(dateState(DATE, at("2026-12-24T11:00:00Z"))).toBe("over");
  expect(dateState({ ...DATE, calledOff: true }, at("2026-12-02T00:00:00Z"))).toBe("calledOff");
});

it("adds up what is left in all sections, in the order of the price list", () => {
  const counts = (category: string, free: number, held: number, accessibleUnits = 0) => ({
    category,
    free,
    held,
    accessibleUnits,
    sold: 0,
    price: 1,
  });
  const sections = [
    { sectionId: "B", categories: [counts("S", 5, 0), counts("R", 0, 2)] },
    { sectionId: "A", categories: [counts("R", 3, 1, 2)] },
  ];
  expect(seatsLeft({ sections }, [{ category: "R" }, { category: "S" }, { category: "VIP" }])).toEqual({
    categories: [
      { category: "R", free: 3, held: 3 },
      { category: "S", free: 5, held: 0 },
      { category: "VIP", free: 0, held: 0 },
    ],
    accessibleUnits: 2,
  });
});

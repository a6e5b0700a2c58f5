import { describe, expect, it } from "@jest/globals";
import { categoryLooks, contrast, legibleOn } from "#web/booking/seats/category-look.ts";
import { densityFor, isInView, picturesToDraw } from "#web/booking/seats/map/bitmap-plan.ts";
import { categoryOffers, changedSections, sectionOffers, standardPrices } from "#web/booking/seats/offers.ts";
import { otherWishes, refusalOf } from "#web/booking/seats/remark/refusal.ts";
import type { Chart } from "#web/booking/seats/section-seats.ts";

const summary = (sectionId: string, kind: "SEATS" | "STANDING", category: string): Chart["sections"][number] => ({
  sectionId,
  label: sectionId,
  kind,
  floor: null,
  capacity: 10,
  accessibleUnits: 0,
  categories: [{ category, capacity: 10 }],
  outline: [],
});
const chart = {
  categories: [
    { category: "V", label: "VIP석", colour: "#7a3db8" },
    { category: "R", label: "R석", colour: null },
    { category: "F", label: "스탠딩", colour: null },
  ],
  sections: [summary("A", "SEATS", "V"), summary("B", "SEATS", "R"), summary("F1", "STANDING", "F")],
};
const counts = (category: string, free: number, price: number) => ({
  category,
  price,
  free,
  held: 1,
  sold: 2,
  accessibleUnits: 0,
});
const availability = {
  sections: [
    { sectionId: "A", categories: [counts("V", 0, 75_000)] },
    { sectionId: "B", categories: [counts("R", 4, 50_000)] },
    { sectionId: "F1", categories: [counts("F", 9, 90_000)] },
  ],
};
const name = { ko: "일반", en: "Standard" };
const prices = standardPrices([
  { category: "V", types: [{ priceType: "standard", name, amount: 150_000, checkedAtDoor: false }] },
  {
    category: "R",
    types: [
      { priceType: "standard", name, amount: 100_000, checkedAtDoor: false },
      { priceType: "youth", name, amount: 50_000, checkedAtDoor: true },
    ],
  },
  { category: "F", types: [{ priceType: "standard", name, amount: 90_000, checkedAtDoor: false }] },
]);

describe("what is left, and from which price", () => {
  it("counts the price that everybody may have, of what is free only", () => {
    const offers = sectionOffers(chart, availability, prices);
    expect(offers.get("A")).toMatchObject({ free: 0, fromPrice: undefined });
    expect(offers.get("B")).toMatchObject({ free: 4, fromPrice: 100_000 });
  });

  it("is by category in the order of the chart, and says what is standing", () => {
    expect(categoryOffers(chart, availability, prices)).toMatchObject([
      { category: "V", label: "VIP석", price: 150_000, free: 0, isStanding: false },
      { category: "R", price: 100_000, free: 4, isStanding: false },
      { category: "F", price: 90_000, free: 9, isStanding: true },
    ]);
  });

  it("says which sections changed", () => {
    const after = {
      sections: [...availability.sections.slice(1), { sectionId: "A", categories: [counts("V", 1, 75_000)] }],
    };
    expect(changedSections(availability, after)).toEqual(["A"]);
    expect(changedSections(availability, availability)).toEqual([]);
  });
});

describe("how categories look", () => {
  it("differs in the outline, and can be seen on light and dark paper", () => {
    const looks = [...categoryLooks(chart).values()];
    expect(new Set(looks.map(({ path }) => path)).size).toBe(3);
    for (const { light, dark } of looks) {
      expect(contrast(light, "#ffffff")).toBeGreaterThanOrEqual(3);
      expect(contrast(dark, "#1b1d20")).toBeGreaterThanOrEqual(3);
    }
  });

  it("keeps a colour that can be seen as it is", () => {
    expect(legibleOn("#2f6db5", "#ffffff")).toBe("#2f6db5");
    expect(contrast(legibleOn("#ffff99", "#ffffff"), "#ffffff")).toBeGreaterThanOrEqual(3);
  });
});

describe("the pictures of sections", () => {
  const bounds = { left: 0, top: 0, right: 40, bottom: 25 };
  const view = { camera: { scale: 3, x: 0, y: 0 }, viewport: { width: 400, height: 300 }, pixelRatio: 1 };
  const at = (sectionId: string, left: number, shows = "1") => ({
    sectionId,
    shows,
    bounds: { ...bounds, left, right: left + 40 },
  });

  it("are drawn in view only, those without one first, then from the middle on", () => {
    const drawn = new Map([["near", { density: 4, shows: "0" }]]);
    const plan = picturesToDraw([at("far", 90), at("near", 40), at("new", 20), at("away", 500)], drawn, view);
    expect(plan.map(({ sectionId }) => sectionId)).toEqual(["new", "far", "near"]);
  });

  it("are not drawn again if nothing has changed", () => {
    const drawn = new Map([["A", { density: 4, shows: "1" }]]);
    expect(picturesToDraw([at("A", 0)], drawn, view)).toEqual([]);
    expect(picturesToDraw([at("A", 0, "2")], drawn, view)).toEqual([{ sectionId: "A", density: 4, shows: "2" }]);
  });

  it("are not drawn while seats are too small to be dots", () => {
    expect(picturesToDraw([at("A", 0)], new Map(), { ...view, camera: { scale: 1, x: 0, y: 0 } })).toEqual([]);
  });

  it("are sharp, but never larger than a phone allows", () => {
    expect(densityFor(bounds, view)).toBe(4);
    expect(densityFor(bounds, { ...view, pixelRatio: 3 })).toBe(16);
    expect(densityFor({ ...bounds, right: 400 }, { ...view, pixelRatio: 3 })).toBe(2);
  });

  it("are in view if any part of them is", () => {
    expect(isInView(bounds, view)).toBe(true);
    expect(isInView({ ...bounds, left: 200, right: 240 }, view)).toBe(false);
  });
});

describe("why seats were not held", () => {
  it("is read from the problem, with its evidence", () => {
    expect(refusalOf({ code: "SEAT_TAKEN", body: { seatIds: ["A-1-1"], labels: { "A-1-1": "A 1 1" } } })).toEqual({
      kind: "TAKEN",
      seatIds: ["A-1-1"],
      labels: { "A-1-1": "A 1 1" },
    });
    expect(refusalOf({ code: "ORPHAN_SEATS", body: { seatIds: ["A-1-1"], instead: ["A-1-2"] } })).toMatchObject({
      kind: "ORPHANS",
      instead: ["A-1-2"],
    });
    expect(refusalOf({ code: "QUEUE_TOKEN_EXPIRED", body: {} })).toEqual({ kind: "NOT_INSIDE", isOver: true });
    expect(refusalOf({ code: "INTERNAL", body: {} })).toBeUndefined();
  });

  it("survives evidence that is missing or odd", () => {
    expect(refusalOf({ code: "SEAT_TAKEN", body: { seatIds: 5 } as never })).toEqual({
      kind: "TAKEN",
      seatIds: [],
      labels: {},
    });
    expect(refusalOf({ code: "HOLDS_COOLING_DOWN", body: {} })).toEqual({ kind: "COOLING_DOWN", until: undefined });
  });

  it("leads to wishes that what is left may grant", () => {
    const categories = categoryOffers(chart, availability, prices);
    expect(otherWishes({ quantity: 4, category: "V", isAccessible: false }, categories)).toEqual([
      { quantity: 4, category: "R", isAccessible: false },
    ]);
    expect(otherWishes({ quantity: 4, category: "R", isAccessible: false }, categories)).toEqual([
      { quantity: 3, category: "R", isAccessible: false },
    ]);
  });
});

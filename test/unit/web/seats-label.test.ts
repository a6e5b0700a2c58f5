import { describe, expect, it } from "@jest/globals";
import { dateOffer, seatsPath } from "#web/booking/dates/date-offer.ts";
import { passOf } from "#web/booking/pass/pass-token.ts";
import { labelBox, labelLines } from "#web/booking/seats/map/section-label.ts";

describe("what a section's shape has room to say", () => {
  const square = [
    [0, 0],
    [20, 0],
    [20, 20],
    [0, 20],
  ] as const;
  const say = (scale: number) =>
    labelLines(square, scale, ["1층 A구역", "A"], ["37석 남음", "120,000원부터"]).map(({ text }) => text);

  it("is everything if there is room, then less and less, the name last", () => {
    expect(say(8)).toEqual(["1층 A구역", "37석 남음", "120,000원부터"]);
    expect(say(4)).toEqual(["1층 A구역", "37석 남음"]);
    expect(say(1.2)).toEqual(["A"]);
    expect(say(0.5)).toEqual([]);
  });

  it("stays within a shape that leans", () => {
    const leaning = [
      [0, 0],
      [4, 0],
      [24, 20],
      [20, 20],
    ] as const;
    expect(labelLines(leaning, 9, ["1층 A구역", "A"], ["37석 남음"]).map(({ text }) => text)).toEqual(["A"]);
  });

  it("takes more room for letters that are wide", () => {
    const width = (text: string) => labelBox([{ text, isName: true }]).width;
    expect(width("구역")).toBeGreaterThan(width("AB"));
  });
});

describe("what a date offers", () => {
  const section = (sectionId: string, seatsLeft: number, category: string) => ({
    sectionId,
    seatsLeft,
    categories: [{ category, price: 1 }],
  });
  const date = (left: readonly number[]) =>
    ({
      performanceId: "per_1",
      concertId: "con_1",
      capacity: 1000,
      seatsLeft: left.reduce((sum, each) => sum + each, 0),
      sections: left.map((seatsLeft, at) => section(String(at), seatsLeft, at === 0 ? "S" : "R")),
      prices: [
        { category: "S", types: [{ amount: 80_000 }] },
        { category: "R", types: [{ amount: 120_000 }] },
      ],
    }) as never;

  it("is the price of what may be left, not of what is gone", () => {
    expect(dateOffer(date([300, 300]))).toEqual({ seatsLeft: 600, fromPrice: 80_000, isAlmostGone: false });
    expect(dateOffer(date([0, 300]))).toEqual({ seatsLeft: 300, fromPrice: 120_000, isAlmostGone: false });
  });

  it("says when little is left", () => {
    expect(dateOffer(date([0, 40])).isAlmostGone).toBe(true);
    expect(dateOffer(date([0, 0]))).toEqual({ seatsLeft: 0, fromPrice: 80_000, isAlmostGone: false });
  });

  it("is at the address of its seats", () => {
    expect(seatsPath({ performanceId: "per_1", concertId: "con_1" })).toBe("/performances/per_1/seats?concert=con_1");
  });
});

describe("a pass", () => {
  const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

  it("says whether somebody is inside, and until when", () => {
    expect(passOf(token({ status: "ADMITTED", exp: 1000 }))).toMatchObject({ isAdmitted: true, endsAtMs: 1_000_000 });
    expect(passOf(token({ status: "WAITING" }))).toMatchObject({ isAdmitted: false, endsAtMs: undefined });
  });

  it("is nothing if it is no token", () => {
    for (const odd of ["", "a.b", "a.!!!.c", "x"]) expect(passOf(odd)).toBeUndefined();
  });
});

/** The lines of a receipt. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  bookingFeesOf,
  discountOf,
  priceLines,
  priceTypeName,
  type Seat,
} from "#web/booking/reservation/price-lines.ts";

const seat = (seatId: string, change: Partial<Seat> = {}): Seat => ({
  seatId,
  section: "A",
  row: "1",
  seat: "1",
  label: seatId,
  category: "R",
  price: 150_000,
  priceType: "standard",
  bookingFee: 2000,
  discount: 0,
  ...change,
});

const anySeat = fc
  .record({
    category: fc.constantFrom("R", "S"),
    priceType: fc.constantFrom("standard", "youth"),
    price: fc.constantFrom(0, 90_000, 150_000),
    bookingFee: fc.constantFrom(0, 2000),
    discount: fc.constantFrom(0, 9000),
  })
  .map((change) => seat("A-1-1", change));

describe("the lines of a receipt", () => {
  it("have seats of one category, price type and price together", () => {
    const seats = [seat("A-1-1"), seat("A-1-2", { priceType: "youth", price: 90_000 }), seat("A-1-3")];

    expect(priceLines(seats)).toEqual([
      { category: "R", priceType: "standard", price: 150_000, count: 2, total: 300_000 },
      { category: "R", priceType: "youth", price: 90_000, count: 1, total: 90_000 },
    ]);
  });

  it("add up to what was paid, with the discount and the booking fees", () => {
    fc.assert(
      fc.property(fc.array(anySeat, { maxLength: 10 }), (seats) => {
        const paid = seats.reduce((sum, { price, discount, bookingFee }) => sum + price - discount + bookingFee, 0);
        const lines = priceLines(seats);

        expect(lines.reduce((sum, { total }) => sum + total, 0) - discountOf(seats) + bookingFeesOf(seats)).toBe(paid);
        expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(seats.length);
      }),
    );
  });
});

describe("the name of a price type", () => {
  const types = [
    { priceType: "standard", name: { ko: "일반", en: "Standard" } },
    { priceType: "youth", name: { ko: "청소년", en: "Youth" } },
  ];

  it("is in the language of the page", () => {
    const prices = [{ category: "R", types }];
    const youth = seat("A-1-1", { priceType: "youth" });

    expect([priceTypeName(prices, youth, "ko"), priceTypeName(prices, youth, "en")]).toEqual(["청소년", "Youth"]);
    expect(priceTypeName(prices, seat("A-1-1"), "en")).toBe("Standard");
  });

  it("is left out where there is one price for everybody, and its id where it is unknown", () => {
    expect(priceTypeName([{ category: "R", types: types.slice(0, 1) }], seat("A-1-1"), "en")).toBe("");
    expect(priceTypeName(undefined, seat("A-1-1"), "en")).toBe("");
    expect(priceTypeName(undefined, seat("A-1-1", { priceType: "youth" }), "en")).toBe("youth");
  });
});

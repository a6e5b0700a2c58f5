import { describe, expect, it } from "@jest/globals";
import { offeredTypes, type PriceType, priceOptions } from "#web/booking/checkout/price-types/price-choice.ts";
import { type HeldSeat, totalsOf } from "#web/booking/checkout/totals.ts";

const seat = (number: number, other: Partial<HeldSeat> = {}): HeldSeat => ({
  seatId: `A-1-${number}`,
  section: "A",
  row: "1",
  seat: String(number),
  label: `1층 A구역 1열 ${number}번`,
  category: "R",
  price: 150_000,
  priceType: "standard",
  bookingFee: 2000,
  discount: 0,
  ...other,
});

const type = (priceType: string, amount: number, other: Partial<PriceType> = {}): PriceType => ({
  priceType,
  name: { ko: priceType, en: priceType },
  amount,
  checkedAtDoor: false,
  ...other,
});

const PRICES = [
  { category: "R", types: [type("standard", 160_000), type("youth", 90_000, { maxPerReservation: 1 })] },
  { category: "S", types: [type("standard", 80_000)] },
];

describe("the total", () => {
  it("is the service's, and made of prices, discounts and fees", () => {
    const seats = [seat(1, { discount: 15_000 }), seat(2, { price: 90_000, priceType: "youth" })];
    expect(totalsOf({ seats, amount: 229_000 })).toEqual({
      prices: 240_000,
      discounts: 15_000,
      bookingFees: 4000,
      feeEach: 2000,
      amount: 229_000,
    });
  });

  it("has no fee for each where fees differ", () => {
    expect(totalsOf({ seats: [seat(1), seat(2, { bookingFee: 0 })], amount: 302_000 }).feeEach).toBeUndefined();
  });
});

describe("the price types of a seat", () => {
  it("are those of its category, and its own type costs what it was held at", () => {
    const options = priceOptions(seat(1), [seat(1)], PRICES);
    expect(options.map(({ type: { priceType }, price, isChosen }) => [priceType, price, isChosen])).toEqual([
      ["standard", 150_000, true],
      ["youth", 90_000, false],
    ]);
  });

  it("are full where the other seats use them up, but never the seat's own", () => {
    const seats = [seat(1, { priceType: "youth" }), seat(2)];
    const isYouthFull = (of: HeldSeat) => priceOptions(of, seats, PRICES)[1]?.isFull;
    expect(seats.map(isYouthFull)).toEqual([false, true]);
  });

  it("are none for a category without a price list", () => {
    expect(priceOptions(seat(1, { category: "VIP" }), [seat(1)], PRICES)).toEqual([]);
  });

  it("are listed once for all seats together", () => {
    const seats = [seat(1), seat(2, { category: "S" }), seat(3)];
    expect(offeredTypes(seats, PRICES).map(({ priceType }) => priceType)).toEqual(["standard", "youth"]);
  });
});

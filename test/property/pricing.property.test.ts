import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { PriceList, PriceType } from "#contract/prices.ts";
import { discountsOf } from "#functions/promotions/rules/discount.ts";
import type { Promotion } from "#functions/promotions/rules/promotion.ts";
import { ratesOf, type SeatToPrice } from "#functions/reservations/rules/pricing.ts";
import { costOf } from "#functions/reservations/rules/seat-rates.ts";

const CATEGORIES = ["R", "S", "A"] as const;
const TYPES = ["standard", "youth", "companion"] as const;
const name = { ko: "이름", en: "Name" };

const won = fc.oneof(fc.constantFrom(0, 1, 9, 10_000_000), fc.integer({ min: 0, max: 300_000 }));
const limit = fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined });

const typesOfCategory: fc.Arbitrary<PriceType[]> = fc
  .tuple(
    fc.subarray([...TYPES], { minLength: 1 }),
    fc.array(fc.tuple(won, limit, limit), { minLength: 3, maxLength: 3 }),
  )
  .map(([ids, numbers]) =>
    ids.map((priceType, index) => {
      const [amount = 0, maxPerReservation, maxPerAccessibleSeat] = numbers[index] ?? [];
      return { priceType, name, amount, checkedAtDoor: false, maxPerReservation, maxPerAccessibleSeat };
    }),
  );
const priceList: fc.Arbitrary<PriceList> = fc
  .array(typesOfCategory, { minLength: 3, maxLength: 3 })
  .map((all) => all.map((types, index) => ({ category: CATEGORIES[index] ?? "", types })));

const seats: fc.Arbitrary<readonly SeatToPrice[]> = fc
  .array(
    fc.record({
      category: fc.constantFrom(...CATEGORIES),
      isAccessible: fc.boolean(),
      priceType: fc.option(fc.constantFrom(...TYPES, "member"), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((all) => all.map((seat, index) => ({ ...seat, seatId: `A-1-${index + 1}` })));

const off = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percentOff) => ({ percentOff })),
  fc.integer({ min: 1, max: 400_000 }).map((amountOff) => ({ amountOff })),
);
const promotion: fc.Arbitrary<Promotion> = fc
  .tuple(off, fc.option(fc.subarray([...CATEGORIES], { minLength: 1 }), { nil: undefined }))
  .map(([reduction, categories]) => ({
    concertId: "con_1",
    code: "EARLY",
    ...reduction,
    categories,
    usesMax: 1,
    used: 0,
    createdAt: 0,
    createdBy: "operator",
  }));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const refusalOf = (pricing: ReturnType<typeof ratesOf>) => ("refusal" in pricing ? pricing.refusal : undefined);
const ratesIn = (pricing: ReturnType<typeof ratesOf>) => ("rates" in pricing ? pricing.rates : []);

describe("the price of a reservation", () => {
  it("M2: is the listed amount of each seat's type, less its discount, and the booking fee, and never negative", () => {
    fc.assert(
      fc.property(
        seats,
        priceList,
        won,
        fc.option(promotion, { nil: undefined }),
        (wanted, prices, bookingFee, code) => {
          const pricing = ratesOf(wanted, { prices, bookingFee }, code);
          fc.pre("rates" in pricing);

          expect(pricing.rates).toHaveLength(wanted.length);
          for (const [index, rate] of pricing.rates.entries()) {
            const { category, priceType } = wanted[index] ?? {};
            const types = prices.find((each) => each.category === category)?.types ?? [];
            const type = priceType === undefined ? types[0] : types.find((each) => each.priceType === priceType);
            expect(rate).toMatchObject({ category, priceType: type?.priceType, price: type?.amount, bookingFee });
            expect(rate.discount).toBeGreaterThanOrEqual(0);
            expect(rate.discount).toBeLessThanOrEqual(rate.price);
            expect(costOf(rate)).toBeGreaterThanOrEqual(bookingFee);
          }
        },
      ),
    );
  });

  it("names a type that is not offered, and only such a type", () => {
    fc.assert(
      fc.property(seats, priceList, (wanted, prices) => {
        const isOffered = ({ category, priceType }: SeatToPrice): boolean =>
          priceType === undefined ||
          prices.some((each) => each.category === category && each.types.some((type) => type.priceType === priceType));
        const refusal = refusalOf(ratesOf(wanted, { prices, bookingFee: 0 }));

        expect(refusal?.code === "PRICE_TYPE_NOT_OFFERED").toBe(!wanted.every(isOffered));
      }),
    );
  });

  it("keeps every limit of a type, over all categories together", () => {
    fc.assert(
      fc.property(seats, priceList, (wanted, prices) => {
        const pricing = ratesOf(wanted, { prices, bookingFee: 0 });
        const refusal = refusalOf(pricing);
        fc.pre(refusal?.code !== "PRICE_TYPE_NOT_OFFERED");
        const accessibleSeats = wanted.filter(({ isAccessible }) => isAccessible).length;
        const chosen = wanted.map(({ category, priceType }) => {
          const types = prices.find((each) => each.category === category)?.types ?? [];
          return priceType === undefined ? types[0] : types.find((type) => type.priceType === priceType);
        });
        const isBeyond = chosen.some((type) => {
          const count = chosen.filter((each) => each?.priceType === type?.priceType).length;
          const perReservation = type?.maxPerReservation ?? count;
          const perAccessible =
            type?.maxPerAccessibleSeat === undefined ? count : type.maxPerAccessibleSeat * accessibleSeats;
          return count > Math.min(perReservation, perAccessible);
        });

        expect(refusal?.code === "PRICE_TYPE_LIMIT_EXCEEDED").toBe(isBeyond);
      }),
    );
  });

  it("stays as it is for a held seat that keeps its price type, whatever the performance charges by now", () => {
    fc.assert(
      fc.property(seats, priceList, priceList, won, won, (wanted, before, after, feeBefore, feeAfter) => {
        const held = ratesOf(wanted, { prices: before, bookingFee: feeBefore });
        fc.pre("rates" in held);
        const kept = wanted.map((seat, index) => ({ ...seat, current: held.rates[index], isAccessible: true }));
        const unlimited = after.map(({ types, ...rest }) => ({
          ...rest,
          types: types.map((type) => ({ ...type, maxPerReservation: undefined, maxPerAccessibleSeat: undefined })),
        }));

        const again = ratesOf(kept, { prices: unlimited, bookingFee: feeAfter });
        const unnamed = kept.map((seat) => ({ ...seat, priceType: undefined }));

        expect(ratesIn(again)).toEqual(held.rates);
        expect(ratesIn(ratesOf(unnamed, { prices: unlimited, bookingFee: feeAfter }))).toEqual(held.rates);
      }),
    );
  });

  it("depends on nothing but its seats, prices and code", () => {
    fc.assert(
      fc.property(seats, priceList, won, promotion, (wanted, prices, bookingFee, code) => {
        const pricing = ratesOf(wanted, { prices, bookingFee }, code);

        expect(ratesOf(structuredClone(wanted), structuredClone({ prices, bookingFee }), { ...code })).toEqual(pricing);
      }),
    );
  });
});

const SEATS_TO_DISCOUNT = fc.array(fc.record({ category: fc.constantFrom(...CATEGORIES), price: won }), {
  minLength: 1,
  maxLength: 10,
});

describe("a discount", () => {
  it("is for seats of its categories alone, and never above the price of a seat", () => {
    fc.assert(
      fc.property(SEATS_TO_DISCOUNT, promotion, (wanted, code) => {
        const discounts = discountsOf(wanted, code);

        for (const [index, { category, price }] of wanted.entries()) {
          const discount = discounts[index] ?? Number.NaN;
          expect(Number.isSafeInteger(discount)).toBe(true);
          expect(discount).toBeGreaterThanOrEqual(0);
          expect(discount).toBeLessThanOrEqual(price);
          if (code.categories?.includes(category) === false) expect(discount).toBe(0);
        }
      }),
    );
  });

  it("of an amount is that amount in all, or all of the prices if these are less", () => {
    fc.assert(
      fc.property(SEATS_TO_DISCOUNT, fc.integer({ min: 1, max: 400_000 }), promotion, (wanted, amountOff, code) => {
        const priced = wanted.filter(({ category }) => code.categories?.includes(category) !== false);

        const discounts = discountsOf(wanted, { ...code, percentOff: undefined, amountOff });

        expect(sum(discounts)).toBe(Math.min(amountOff, sum(priced.map(({ price }) => price))));
      }),
    );
  });

  it("of an amount differs by at most a won between seats that cost more than their share", () => {
    fc.assert(
      fc.property(SEATS_TO_DISCOUNT, fc.integer({ min: 1, max: 400_000 }), promotion, (wanted, amountOff, code) => {
        const discounts = discountsOf(wanted, { ...code, categories: undefined, percentOff: undefined, amountOff });
        const partly = discounts.filter((discount, index) => discount < (wanted[index]?.price ?? 0));
        fc.pre(partly.length > 0);

        expect(Math.max(...partly) - Math.min(...partly)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of a percentage is rounded down to the won, and all of the price at 100", () => {
    fc.assert(
      fc.property(SEATS_TO_DISCOUNT, fc.integer({ min: 1, max: 100 }), promotion, (wanted, percentOff, code) => {
        const whole = { ...code, categories: undefined, amountOff: undefined, percentOff };

        for (const [index, discount] of discountsOf(wanted, whole).entries()) {
          const price = wanted[index]?.price ?? 0;
          expect(discount * 100).toBeLessThanOrEqual(price * percentOff);
          expect((discount + 1) * 100).toBeGreaterThan(price * percentOff);
        }
        const free = discountsOf(wanted, { ...whole, percentOff: 100 });
        expect(free).toEqual(wanted.map(({ price }) => price));
      }),
    );
  });
});

describe("prices as examples", () => {
  const standard: PriceType = { priceType: "standard", name, amount: 100_000, checkedAtDoor: false };
  const companion: PriceType = {
    ...standard,
    priceType: "companion",
    amount: 50_000,
    checkedAtDoor: true,
    maxPerAccessibleSeat: 2,
  };
  const prices: PriceList = [{ category: "R", types: [standard, companion] }];
  const seat = (number: number, change: Partial<SeatToPrice> = {}): SeatToPrice => ({
    seatId: `A-1-${number}`,
    category: "R",
    isAccessible: false,
    priceType: undefined,
    ...change,
  });
  const wheelchair = seat(1, { isAccessible: true });

  it("takes the first type of a category where none is named, and charges the fee on top", () => {
    const pricing = ratesOf([seat(1), seat(2)], { prices, bookingFee: 2000 });

    expect(ratesIn(pricing).map(costOf)).toEqual([102_000, 102_000]);
  });

  it("allows two companions for each wheelchair place, and none without one", () => {
    const companions = (...numbers: number[]) => numbers.map((number) => seat(number, { priceType: "companion" }));
    const tariff = { prices, bookingFee: 0 };

    expect(ratesIn(ratesOf([wheelchair, ...companions(2, 3)], tariff)).map(costOf)).toEqual([100_000, 50_000, 50_000]);
    expect(ratesOf([wheelchair, ...companions(2, 3, 4)], tariff)).toEqual({
      refusal: {
        code: "PRICE_TYPE_LIMIT_EXCEEDED",
        evidence: { priceType: "companion", seatIds: ["A-1-2", "A-1-3", "A-1-4"], seatsMax: 2 },
      },
    });
    expect(refusalOf(ratesOf(companions(2), tariff))?.evidence).toMatchObject({ seatsMax: 0 });
  });

  it("says which types a category offers", () => {
    expect(refusalOf(ratesOf([seat(1, { priceType: "youth" })], { prices, bookingFee: 0 }))).toEqual({
      code: "PRICE_TYPE_NOT_OFFERED",
      evidence: { seatId: "A-1-1", category: "R", priceType: "youth", offered: ["standard", "companion"] },
    });
  });

  it("splits 10,000 won over three seats, the odd won on the dearest", () => {
    const code: Promotion = {
      concertId: "con_1",
      code: "EARLY",
      amountOff: 10_000,
      usesMax: 1,
      used: 0,
      createdAt: 0,
      createdBy: "operator",
    };
    const seatsOfR = [90_000, 1000, 80_000].map((price) => ({ category: "R", price }));

    expect(discountsOf(seatsOfR, code)).toEqual([4500, 1000, 4500]);
    expect(discountsOf(seatsOfR, { ...code, amountOff: 10_001 })).toEqual([4501, 1000, 4500]);
  });

  it("fails on a category without a price, rather than give its seats away", () => {
    expect(() => ratesOf([seat(1, { category: "S" })], { prices, bookingFee: 0 })).toThrow("category S");
  });
});

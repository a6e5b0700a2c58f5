/** M5: laws of the refund rule, over random rules, seats, times and zones. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type RefundRule, RefundRuleSchema, type RefundTable } from "#contract/refund-rules.ts";
import { DAY_SECONDS, localDay, startOfDay } from "#functions/payments/rules/local-day.ts";
import {
  cancellableUntil,
  type FrozenRefundRule,
  freezeRefundRule,
  NO_REFUND,
  type PaidSeat,
  refundOf,
  resolveRefundRule,
  stepAt,
} from "#functions/payments/rules/refund-rule.ts";
import { isoTime } from "#functions/shared/time.ts";

const ZONES = Intl.supportedValuesOf("timeZone");
const zone = fc.oneof(
  fc.constantFrom(...ZONES),
  fc.constantFrom("Asia/Seoul", "Europe/Berlin", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe"),
);
/** From 2020 to 2037, for which the zones have rules of their own. */
const time = fc.integer({ min: 1_577_836_800, max: 2_145_916_800 });

const until = (startsAt: number) =>
  fc.oneof(
    fc.nat(60).map((daysBefore) => ({ daysBefore })),
    fc.nat(2000).map((hoursBefore) => ({ hoursBefore })),
    fc.integer({ min: -100 * DAY_SECONDS, max: DAY_SECONDS }).map((off) => ({ time: isoTime(startsAt + off) })),
  );

/** A rule that an operator could send: its fees don't fall, and a booking fee is not refunded again. */
const table = (startsAt: number): fc.Arbitrary<RefundTable> =>
  fc
    .record({
      untils: fc.array(until(startsAt), { minLength: 1, maxLength: 12 }),
      percents: fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }),
      back: fc.nat(12),
      fullRefund: fc.option(fc.record({ withinHours: fc.integer({ min: 1, max: 500 }), daysBefore: fc.nat(30) }), {
        nil: undefined,
      }),
    })
    .map(({ untils, percents, back, fullRefund }) => {
      const fees = percents.toSorted((a, b) => a - b);
      const steps = untils.map((each, index) => ({
        until: each,
        feePercent: fees[index] ?? 100,
        bookingFeeBack: index < back,
      }));
      return { steps, ...(fullRefund && { fullRefund }) };
    });

interface Sale {
  readonly rule: RefundRule;
  readonly startsAt: number;
  readonly timeZone: string;
  readonly paidAt: number;
  readonly frozen: FrozenRefundRule;
}

const sale: fc.Arbitrary<Sale> = time.chain((startsAt) =>
  fc
    .record({
      rule: fc.oneof(table(startsAt), fc.constant("kr-performance" as const)),
      startsAt: fc.constant(startsAt),
      timeZone: zone,
      paidAt: fc.integer({ min: startsAt - 90 * DAY_SECONDS, max: startsAt }),
    })
    .map((facts) => ({
      ...facts,
      frozen: freezeRefundRule(resolveRefundRule(facts.rule, facts.startsAt, facts.timeZone), facts.paidAt),
    })),
);

const seat: fc.Arbitrary<PaidSeat> = fc
  .record({ price: fc.nat(10_000_000), percentOff: fc.nat(100), bookingFee: fc.nat(100_000) })
  .map(({ price, percentOff, bookingFee }) => ({
    price,
    discount: Math.floor((price * percentOff) / 100),
    bookingFee,
  }));
const seats = fc.array(seat, { minLength: 1, maxLength: 10 });

const paidFor = (some: readonly PaidSeat[]): number =>
  some.reduce((sum, { price, discount, bookingFee }) => sum + price - discount + bookingFee, 0);
const refundAt = (some: readonly PaidSeat[], rule: FrozenRefundRule, now: number) => {
  const step = stepAt(rule, now);
  return step === undefined ? NO_REFUND : refundOf(some, step);
};

describe("a refund", () => {
  it("M5: is a whole number, never negative, and never more than was paid; its parts add up", () => {
    fc.assert(
      fc.property(sale, seats, fc.nat(90 * DAY_SECONDS), ({ frozen, paidAt }, bought, later) => {
        const { price, bookingFees, cancellationFees, amount } = refundAt(bought, frozen, paidAt + later);

        expect(amount).toBe(price - cancellationFees + bookingFees);
        for (const part of [price, bookingFees, cancellationFees, amount]) {
          expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
        }
        expect(amount).toBeLessThanOrEqual(paidFor(bought));
        expect(cancellationFees).toBeLessThanOrEqual(price);
      }),
      { numRuns: 500 },
    );
  });

  it("M5: never grows with time, and ends by the start", () => {
    fc.assert(
      fc.property(
        sale,
        seats,
        fc.array(fc.nat(92 * DAY_SECONDS), { minLength: 2, maxLength: 20 }),
        ({ frozen, paidAt, startsAt }, bought, delays) => {
          const times = [0, ...delays].toSorted((a, b) => a - b).map((later) => paidAt + later);
          const amounts = times.map((now) => refundAt(bought, frozen, now).amount);

          expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
          expect(stepAt(frozen, startsAt)).toBeUndefined();
          expect(cancellableUntil(frozen)).toBeLessThanOrEqual(startsAt);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("M5: of any parts of the seats adds up to that of the whole", () => {
    fc.assert(
      fc.property(
        sale,
        seats,
        fc.array(fc.nat(9)),
        fc.nat(90 * DAY_SECONDS),
        ({ frozen, paidAt }, bought, cut, later) => {
          const partOf = (index: number): number => cut[index] ?? 0;
          const parts = [...Map.groupBy(bought.keys(), partOf).values()].map((indexes) =>
            indexes.flatMap((index) => bought[index] ?? []),
          );
          const sums = parts.map((part) => refundAt(part, frozen, paidAt + later).amount);

          expect(parts.flat()).toHaveLength(bought.length);
          expect(sums.reduce((sum, amount) => sum + amount, 0)).toBe(refundAt(bought, frozen, paidAt + later).amount);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("M5: of parts cancelled at any times is never more than was paid", () => {
    fc.assert(
      fc.property(sale, fc.array(fc.tuple(seat, fc.nat(95 * DAY_SECONDS)), { maxLength: 10 }), (facts, bought) => {
        const refunded = bought.map(([one, later]) => refundAt([one], facts.frozen, facts.paidAt + later).amount);

        expect(refunded.reduce((sum, amount) => sum + amount, 0)).toBeLessThanOrEqual(
          paidFor(bought.map(([one]) => one)),
        );
      }),
    );
  });

  it("M5: stays as quoted until the time that the quote gives", () => {
    fc.assert(
      fc.property(sale, seats, fc.nat(90 * DAY_SECONDS), ({ frozen, paidAt }, bought, later) => {
        const now = paidAt + later;
        const step = stepAt(frozen, now);
        fc.pre(step !== undefined);

        expect(step.until).toBeGreaterThan(now);
        expect(refundAt(bought, frozen, step.until - 1)).toEqual(refundAt(bought, frozen, now));
      }),
      { numRuns: 500 },
    );
  });

  it("M5: is in full within the hours of buying that the rule gives", () => {
    fc.assert(
      fc.property(sale, seats, ({ frozen, paidAt }, bought) => {
        const { fullRefundUntil } = frozen;
        fc.pre(fullRefundUntil !== undefined && fullRefundUntil > paidAt);

        for (const now of [paidAt, fullRefundUntil - 1]) {
          expect(refundAt(bought, frozen, now).amount).toBe(paidFor(bought));
        }
      }),
    );
  });
});

describe("the steps of a rule", () => {
  it("are in order, and end at whole seconds by the start", () => {
    fc.assert(
      fc.property(sale, ({ rule, startsAt, timeZone }) => {
        expect(RefundRuleSchema.safeParse(rule)).toMatchObject({ success: true });
        const ends = resolveRefundRule(rule, startsAt, timeZone).steps.map((step) => step.until);

        expect(ends).toEqual([...new Set(ends)].toSorted((a, b) => a - b));
        for (const end of ends) expect(Number.isSafeInteger(end) && end <= startsAt).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("of days before end when the clocks of the hall show the next date, on days of summer time too", () => {
    fc.assert(
      fc.property(time, zone, fc.integer({ min: 1, max: 60 }), (startsAt, timeZone, daysBefore) => {
        const steps = [{ until: { daysBefore }, feePercent: 0, bookingFeeBack: true }];
        const end = resolveRefundRule({ steps }, startsAt, timeZone).steps[0]?.until ?? 0;
        const dayBefore = localDay(startsAt, timeZone) - daysBefore;

        expect([localDay(end - 1, timeZone), localDay(end, timeZone)]).toEqual([dayBefore, dayBefore + 1]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a calendar day", () => {
  it("begins with the first second of its date, in every zone and year", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 40_000 }), (timeZone, day) => {
        const start = startOfDay(day, timeZone);

        expect(localDay(start, timeZone)).toBeGreaterThanOrEqual(day);
        expect(localDay(start - 1, timeZone)).toBeLessThan(day);
      }),
      { numRuns: 5000 },
    );
  });
});

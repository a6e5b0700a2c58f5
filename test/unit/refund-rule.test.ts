/** M5: the refund rule, by drawn examples. */
import { describe, expect, it } from "@jest/globals";
import { REFUND_PRESETS, type RefundRule, RefundRuleSchema, RefundTableSchema } from "#contract/refund-rules.ts";
import { TimeZone } from "#contract/time-zone.ts";
import { localDay, startOfDay } from "#functions/payments/rules/local-day.ts";
import {
  cancellableUntil,
  feeOf,
  freezeRefundRule,
  fullUntil,
  isMisordered,
  refundOf,
  resolveRefundRule,
  stepAt,
} from "#functions/payments/rules/refund-rule.ts";
import { fromIsoTime, isoTime } from "#functions/shared/time.ts";

const SEOUL = "Asia/Seoul";
/** A Thursday evening in Seoul. */
const STARTS_AT = fromIsoTime("2026-12-24T19:30:00+09:00");
const LONG_BEFORE = fromIsoTime("2026-10-01T12:00:00+09:00");

/** What is kept in percent, and whether the booking fee comes back, when seats are cancelled at a time. */
const at = (rule: RefundRule, time: string, paidAt = LONG_BEFORE, zone = SEOUL): string => {
  const step = stepAt(freezeRefundRule(resolveRefundRule(rule, STARTS_AT, zone), paidAt), fromIsoTime(time));
  return step === undefined ? "closed" : `${step.feePercent} %${step.bookingFeeBack ? " and the booking fee" : ""}`;
};

describe("kr-performance", () => {
  it.each([
    ["2026-11-01T00:00:00+09:00", "0 % and the booking fee"],
    ["2026-12-14T23:59:59+09:00", "0 % and the booking fee"],
    ["2026-12-15T00:00:00+09:00", "10 %"],
    ["2026-12-17T23:59:59+09:00", "10 %"],
    ["2026-12-18T00:00:00+09:00", "20 %"],
    ["2026-12-21T23:59:59+09:00", "20 %"],
    ["2026-12-22T00:00:00+09:00", "30 %"],
    ["2026-12-23T23:59:59+09:00", "30 %"],
    ["2026-12-24T00:00:00+09:00", "90 %"],
    ["2026-12-24T19:29:59+09:00", "90 %"],
    ["2026-12-24T19:30:00+09:00", "closed"],
  ])("M5: cancelled at %s, it keeps %s", (time, kept) => {
    expect(at("kr-performance", time)).toBe(kept);
  });

  const day = 86_400;
  it.each<[string, string, string]>([
    // Bought on the 20th, more than three days before the 24th: 24 hours of full refund, by the clock.
    ["2026-12-20T23:59:59+09:00", "2026-12-21T23:59:58+09:00", "0 % and the booking fee"],
    ["2026-12-20T23:59:59+09:00", "2026-12-21T23:59:59+09:00", "20 %"],
    ["2026-12-20T10:00:00+09:00", "2026-12-21T10:00:00+09:00", "20 %"],
    // Bought on the 21st, three days before: none.
    ["2026-12-21T00:00:00+09:00", "2026-12-21T00:00:01+09:00", "20 %"],
    ["2026-12-24T19:00:00+09:00", "2026-12-24T19:00:01+09:00", "90 %"],
  ])("M5: bought at %s and cancelled at %s, it keeps %s", (paidAt, time, kept) => {
    expect(at("kr-performance", time, fromIsoTime(paidAt))).toBe(kept);
  });

  it("holds each day by the clocks of the hall", () => {
    const time = "2026-12-15T00:00:00+09:00";

    expect(at("kr-performance", time, LONG_BEFORE, SEOUL)).toBe("10 %");
    // In Los Angeles the performance starts on the 24th at 02:30, and it is the 14th still.
    expect(at("kr-performance", time, LONG_BEFORE, "America/Los_Angeles")).toBe("0 % and the booking fee");
  });

  it("leaves out the last step of a performance at midnight, which has no time before it on its day", () => {
    const midnight = fromIsoTime("2026-12-24T00:00:00+09:00");

    const { steps } = resolveRefundRule("kr-performance", midnight, SEOUL);

    expect(steps.map(({ feePercent }) => feePercent)).toEqual([0, 10, 20, 30]);
    expect(steps.at(-1)?.until).toBe(midnight);
    expect(isMisordered("kr-performance", midnight, SEOUL)).toBe(false);
  });

  it("is a table as an operator could send it, and says what the seller has to check", () => {
    expect(RefundTableSchema.safeParse(REFUND_PRESETS["kr-performance"])).toMatchObject({ success: true });
    expect(resolveRefundRule(REFUND_PRESETS["kr-performance"], STARTS_AT, SEOUL)).toEqual(
      resolveRefundRule("kr-performance", STARTS_AT, SEOUL),
    );
    expect(
      freezeRefundRule(resolveRefundRule("kr-performance", STARTS_AT, SEOUL), STARTS_AT - 5 * day).fullRefundUntil,
    ).toBe(STARTS_AT - 4 * day);
  });
});

describe("a table", () => {
  const table: RefundRule = {
    steps: [
      { until: { time: "2026-12-20T12:00:00+09:00" }, feePercent: 0, bookingFeeBack: true },
      { until: { hoursBefore: 24 }, feePercent: 15, bookingFeeBack: true },
      { until: { hoursBefore: 1 }, feePercent: 50, bookingFeeBack: false },
    ],
    fullRefund: { withinHours: 2, daysBefore: 0 },
  };

  it.each([
    ["2026-12-20T11:59:59+09:00", "0 % and the booking fee"],
    ["2026-12-20T12:00:00+09:00", "15 % and the booking fee"],
    ["2026-12-23T19:29:59+09:00", "15 % and the booking fee"],
    ["2026-12-23T19:30:00+09:00", "50 %"],
    ["2026-12-24T18:29:59+09:00", "50 %"],
    ["2026-12-24T18:30:00+09:00", "closed"],
  ])("M5: cancelled at %s, it keeps %s", (time, kept) => {
    expect(at(table, time)).toBe(kept);
  });

  it("M5: a full refund within hours of buying outlives the steps, and never the start", () => {
    const bought = { ...table, steps: [{ until: { daysBefore: 30 }, feePercent: 10, bookingFeeBack: false }] };

    expect(at(bought, "2026-12-23T11:59:59+09:00", fromIsoTime("2026-12-23T10:00:00+09:00"))).toBe(
      "0 % and the booking fee",
    );
    expect(at(bought, "2026-12-23T12:00:00+09:00", fromIsoTime("2026-12-23T10:00:00+09:00"))).toBe("closed");
    const long = { ...bought, fullRefund: { withinHours: 48, daysBefore: 0 } };
    const frozen = freezeRefundRule(
      resolveRefundRule(long, STARTS_AT, SEOUL),
      fromIsoTime("2026-12-23T23:00:00+09:00"),
    );
    expect(cancellableUntil(frozen)).toBe(STARTS_AT);
  });

  it("ends no step after the start", () => {
    const late: RefundRule = { steps: [{ until: { daysBefore: 0 }, feePercent: 0, bookingFeeBack: true }] };

    expect(resolveRefundRule(late, STARTS_AT, SEOUL).steps).toEqual([
      { until: STARTS_AT, feePercent: 0, bookingFeeBack: true },
    ]);
  });

  it("whose steps are not in order of time is recognized", () => {
    const steps = [
      { until: { hoursBefore: 10 }, feePercent: 0, bookingFeeBack: true },
      { until: { daysBefore: 1 }, feePercent: 10, bookingFeeBack: true },
    ];

    expect(isMisordered({ steps }, STARTS_AT, SEOUL)).toBe(true);
    // In the morning ten hours before are the evening before.
    expect(isMisordered({ steps }, fromIsoTime("2026-12-24T09:00:00+09:00"), SEOUL)).toBe(false);
  });

  it.each<[string, object]>([
    ["no step", { steps: [] }],
    ["a fee above 100 %", { steps: [{ until: { daysBefore: 1 }, feePercent: 101, bookingFeeBack: true }] }],
    ["half a percent", { steps: [{ until: { daysBefore: 1 }, feePercent: 0.5, bookingFeeBack: true }] }],
    ["a step until two times", { steps: [{ until: { daysBefore: 1, hoursBefore: 1 }, feePercent: 0 }] }],
    [
      "a fee that falls",
      {
        steps: [
          { until: { daysBefore: 2 }, feePercent: 20 },
          { until: { daysBefore: 1 }, feePercent: 10 },
        ],
      },
    ],
    [
      "a booking fee that is refunded again",
      {
        steps: [
          { until: { daysBefore: 2 }, feePercent: 10, bookingFeeBack: false },
          { until: { daysBefore: 1 }, feePercent: 10, bookingFeeBack: true },
        ],
      },
    ],
  ])("with %s is refused", (_, rule) => {
    expect(RefundRuleSchema.safeParse(rule)).toMatchObject({ success: false });
  });

  it("of one time is the short form", () => {
    const frozen = freezeRefundRule(fullUntil(STARTS_AT), LONG_BEFORE);

    expect(stepAt(frozen, STARTS_AT - 1)).toMatchObject({ feePercent: 0, bookingFeeBack: true });
    expect(stepAt(frozen, STARTS_AT)).toBeUndefined();
  });
});

describe("the refund of seats", () => {
  const seat = (price: number, discount = 0, bookingFee = 2000) => ({ price, discount, bookingFee });

  it("M5: keeps a part of what was paid for each seat, rounded down, and the booking fee if it does not come back", () => {
    const step = { feePercent: 10, bookingFeeBack: false };

    expect(feeOf(seat(9999), step)).toBe(999);
    expect(refundOf([seat(9999), seat(9999), seat(150_000, 30_000)], step)).toEqual({
      price: 139_998,
      bookingFees: 0,
      cancellationFees: 13_998,
      amount: 126_000,
    });
    expect(refundOf([seat(9999)], { ...step, bookingFeeBack: true }).amount).toBe(9000 + 2000);
  });

  it("M5: of a free seat is nothing, or its booking fee", () => {
    expect(refundOf([seat(0, 0, 0)], { feePercent: 90, bookingFeeBack: true }).amount).toBe(0);
    expect(refundOf([seat(0)], { feePercent: 90, bookingFeeBack: true }).amount).toBe(2000);
  });
});

describe("a calendar day", () => {
  const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

  it.each([
    [SEOUL, "2026-12-24", "2026-12-23T15:00:00.000Z"],
    ["Asia/Kathmandu", "2026-12-24", "2026-12-23T18:15:00.000Z"],
    ["Pacific/Chatham", "2026-12-24", "2026-12-23T10:15:00.000Z"],
    ["America/St_Johns", "2026-12-24", "2026-12-24T03:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00.000Z"],
    ["Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00.000Z"],
    // Half an hour of summer time.
    ["Australia/Lord_Howe", "2026-10-05", "2026-10-04T13:00:00.000Z"],
    // Summer time begins at midnight, so the day begins at one o'clock.
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    // It ends at midnight: an hour of the day before comes twice, or an hour of the day itself.
    ["America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00.000Z"],
    ["America/Havana", "2025-11-02", "2025-11-02T04:00:00.000Z"],
    // Samoa had no 30 December 2011.
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"],
  ])("begins in %s on %s at %s", (zone, date, start) => {
    expect(isoTime(startOfDay(dayOf(date), zone))).toBe(start);
    expect(localDay(fromIsoTime(start) - 1, zone)).toBeLessThan(dayOf(date));
  });
});

describe("a time zone", () => {
  it.each(["Asia/Seoul", "America/Argentina/Buenos_Aires", "Etc/GMT+9", "UTC"])("may be %s", (name) => {
    expect(TimeZone.safeParse(name)).toMatchObject({ success: true });
  });

  it.each(["", "Seoul", "+09:00", "GMT+9", "Asia/Seoul ", "Asia/Atlantis", "../etc", "A".repeat(61)])(
    "is not %j",
    (name) => {
      expect(TimeZone.safeParse(name)).toMatchObject({ success: false });
    },
  );
});

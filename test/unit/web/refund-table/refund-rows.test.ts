import { describe, expect, it } from "@jest/globals";
import { freezeRefundRule, refundOf, resolveRefundRule, stepAt } from "#functions/payments/rules/refund-rule.ts";
import { lastMoment } from "#web/booking/refund-table/last-moment.ts";
import { type RefundRow, refundRows } from "#web/booking/refund-table/refund-rows.ts";

const at = (time: string): number => Date.parse(time);
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

const FULL = { until: "2026-12-14T15:00:00.000Z", feePercent: 0, bookingFeeBack: true };
const TENTH = { until: "2026-12-17T15:00:00.000Z", feePercent: 10, bookingFeeBack: false };
const MOST = { until: "2026-12-24T11:00:00.000Z", feePercent: 90, bookingFeeBack: false };
const steps = [FULL, TENTH, MOST];

const shape = ({ until, percentBack, bookingFeeBack, isAfterBuying }: RefundRow) => ({
  until,
  percentBack,
  bookingFeeBack,
  isAfterBuying,
});

describe("the rows of a refund rule", () => {
  it("has a row for each step that is not over", () => {
    const { rows } = refundRows({ steps, fullRefundUntil: null }, at("2026-12-15T00:00:00Z"));
    expect(rows.map(shape)).toEqual([
      { until: TENTH.until, percentBack: 90, bookingFeeBack: false, isAfterBuying: false },
      { until: MOST.until, percentBack: 10, bookingFeeBack: false, isAfterBuying: false },
    ]);
  });

  it("has no row once everything is over", () => {
    expect(refundRows({ steps, fullRefundUntil: null }, at(MOST.until)).rows).toEqual([]);
  });

  it("begins with the full refund after buying, in place of the steps that end before it", () => {
    const fullRefundUntil = "2026-12-17T20:00:00.000Z";
    const { rows } = refundRows({ steps, fullRefundUntil }, at("2026-12-16T20:00:00Z"));
    expect(rows.map(shape)).toEqual([
      { until: fullRefundUntil, percentBack: 100, bookingFeeBack: true, isAfterBuying: true },
      { until: MOST.until, percentBack: 10, bookingFeeBack: false, isAfterBuying: false },
    ]);
  });

  it("leaves out a full refund after buying that gives nothing more", () => {
    const { rows } = refundRows({ steps, fullRefundUntil: "2026-12-02T00:00:00.000Z" }, at("2026-12-01T00:00:00Z"));
    expect(rows.map(({ until }) => until)).toEqual([FULL.until, TENTH.until, MOST.until]);
  });

  it("forgets a full refund after buying that is over", () => {
    const { rows } = refundRows({ steps, fullRefundUntil: "2026-12-16T00:00:00.000Z" }, at("2026-12-16T00:00:00Z"));
    expect(rows.map(({ isAfterBuying }) => isAfterBuying)).toEqual([false, false]);
  });

  it("says of a performance how long everything is refunded after buying", () => {
    const fullRefund = { withinHours: 24, ifBoughtBefore: "2026-12-20T15:00:00.000Z" };
    const rule = { steps, fullRefund };
    expect(refundRows(rule, at("2026-12-01T00:00:00Z")).afterBuying).toEqual(fullRefund);
    expect(refundRows(rule, at(fullRefund.ifBoughtBefore)).afterBuying).toBeUndefined();
    const early = { steps, fullRefund: { withinHours: 24, ifBoughtBefore: "2026-12-13T15:00:00.000Z" } };
    expect(refundRows(early, at("2026-12-01T00:00:00Z")).afterBuying).toBeUndefined();
  });

  it("quotes for given seats what the service will refund, whenever they are cancelled", () => {
    const startsAt = at("2026-12-24T11:00:00Z") / 1000;
    const seats = [
      { price: 66_667, discount: 3, bookingFee: 2000 },
      { price: 99_999, discount: 0, bookingFee: 2000 },
    ];
    const resolved = resolveRefundRule("kr-performance", startsAt, "Asia/Seoul");
    for (let paidAt = startsAt - 20 * 86_400; paidAt < startsAt; paidAt += 7 * 3600) {
      const frozen = freezeRefundRule(resolved, paidAt);
      const rule = {
        steps: frozen.steps.map((step) => ({ ...step, until: iso(step.until) })),
        fullRefundUntil: frozen.fullRefundUntil === undefined ? null : iso(frozen.fullRefundUntil),
      };
      const { rows } = refundRows(rule, paidAt * 1000, seats);
      for (let now = paidAt; now < startsAt; now += 5 * 3600) {
        const row = rows.find(({ until }) => now * 1000 < at(until));
        const step = stepAt(frozen, now);
        expect(row?.amount).toBe(step === undefined ? undefined : refundOf(seats, step).amount);
      }
    }
  });
});

describe("the last moment of a row", () => {
  it("is a day where it ends with a day of the hall", () => {
    expect(lastMoment("2026-12-14T15:00:00.000Z", "Asia/Seoul")).toEqual({
      kind: "day",
      day: "2026-12-14T14:59:59.000Z",
    });
  });

  it("is a time everywhere else", () => {
    expect(lastMoment("2026-12-14T15:00:00.000Z", "Europe/Berlin").kind).toBe("time");
    expect(lastMoment("2026-12-14T14:59:59.000Z", "Asia/Seoul").kind).toBe("time");
  });
});

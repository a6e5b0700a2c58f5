/** Why a refund is what it is, and what follows. */
import { describe, expect, it } from "@jest/globals";
import { explainQuote } from "#web/booking/reservation/cancel/quote-reason.ts";
import { cancellableUntil } from "#web/booking/reservation/cancellable-until.ts";

const STEPS = [
  { until: "2026-12-14T15:00:00.000Z", feePercent: 0, bookingFeeBack: true },
  { until: "2026-12-17T15:00:00.000Z", feePercent: 10, bookingFeeBack: false },
  { until: "2026-12-24T10:30:00.000Z", feePercent: 90, bookingFeeBack: false },
];
const RULE = { steps: STEPS, fullRefundUntil: null };

const at = (time: string, rule = RULE as Parameters<typeof explainQuote>[0], hasFee = true) =>
  explainQuote(rule, Date.parse(time), hasFee);

describe("the reason of a quote", () => {
  it("is the step that applies, with the one after it", () => {
    expect(at("2026-12-14T14:59:59Z")).toEqual({
      reason: { kind: "everything" },
      sequel: { kind: "kept", percent: 10, withFees: true },
    });
    expect(at("2026-12-14T15:00:00Z")).toEqual({
      reason: { kind: "kept", percent: 10 },
      sequel: { kind: "kept", percent: 90, withFees: true },
    });
    expect(at("2026-12-24T10:29:59Z")).toEqual({ reason: { kind: "kept", percent: 90 }, sequel: { kind: "closed" } });
    expect(at("2026-12-24T10:30:00Z")).toBeUndefined();
  });

  it("is that the seats were bought a short while ago, if that alone gives everything back", () => {
    const rule = { steps: STEPS, fullRefundUntil: "2026-12-16T12:00:00.000Z" };

    expect(at("2026-12-15T12:00:00Z", rule)).toEqual({
      reason: { kind: "soonAfterBuying" },
      sequel: { kind: "kept", percent: 10, withFees: true },
    });
    expect(at("2026-12-10T12:00:00Z", { ...rule, fullRefundUntil: "2026-12-11T12:00:00.000Z" })?.reason).toEqual({
      kind: "everything",
    });
  });

  it("speaks of booking fees only if there are any", () => {
    const steps = [
      { until: "2026-12-14T15:00:00.000Z", feePercent: 0, bookingFeeBack: true },
      { until: "2026-12-17T15:00:00.000Z", feePercent: 0, bookingFeeBack: false },
    ];
    const rule = { steps, fullRefundUntil: null };

    expect(at("2026-12-14T12:00:00Z", rule)?.sequel).toEqual({ kind: "feesKept" });
    expect(at("2026-12-15T12:00:00Z", rule)?.reason).toEqual({ kind: "feesKept" });
    expect(at("2026-12-14T12:00:00Z", rule, false)?.sequel).toBeUndefined();
    expect(at("2026-12-15T12:00:00Z", rule, false)?.reason).toEqual({ kind: "everything" });
  });

  it("ends with the last step, or with the full refund after buying if that is later", () => {
    expect(cancellableUntil(RULE)).toBe("2026-12-24T10:30:00.000Z");
    expect(cancellableUntil({ steps: STEPS.slice(0, 1), fullRefundUntil: "2026-12-16T12:00:00.000Z" })).toBe(
      "2026-12-16T12:00:00.000Z",
    );
  });
});

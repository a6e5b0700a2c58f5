import { describe, expect, it } from "@jest/globals";
import { newPerformanceOf } from "#functions/catalog/rules/new-performance.ts";
import { byStart, isOnSale } from "#functions/catalog/rules/performance.ts";
import { isoTime } from "#functions/shared/time.ts";
import { NOW } from "#test/support/queue-states.ts";
import { layoutOf, section } from "#test/support/sections.ts";

const DAY_SECONDS = 24 * 3600;
const concert = {
  concertId: "con_1",
  title: "Winter Nights",
  artist: "The Half Moons",
  venue: "Small Hall",
  timeZone: "Asia/Seoul",
  opensAt: NOW + 60,
  closesAt: NOW + 9 * DAY_SECONDS,
};
const startsAt = NOW + 10 * DAY_SECONDS;
const wanted = {
  startsAt: isoTime(startsAt),
  seatLimit: 4,
  orphanRule: "OFF" as const,
  bookingFee: 0,
  sections: ["A", "B"].map((sectionId) => section({ sectionId, rows: [{ row: "1", from: 1, to: 20 }] })),
};
const chart = { chartId: "cht_1", sections: wanted.sections.map(layoutOf) };
const create = (change: Partial<Parameters<typeof newPerformanceOf>[0]> = {}, now = NOW) =>
  newPerformanceOf({ ...wanted, ...change }, { concert, performanceId: "per_1", chart, now });

describe("newPerformanceOf", () => {
  it("counts the seats and fills in the times that are left out", () => {
    expect(create()).toMatchObject({
      performanceId: "per_1",
      concertId: "con_1",
      capacity: 40,
      salesOpenAt: NOW,
      salesCloseAt: startsAt,
      cancellableUntil: startsAt - DAY_SECONDS,
      accessibleUntil: startsAt,
    });
    expect(create({}, NOW + 90).salesOpenAt).toBe(concert.opensAt);
  });

  it("keeps the times that are given; accessible units are kept until sales close", () => {
    const salesCloseAt = startsAt - 100;

    expect(create({ salesOpenAt: isoTime(NOW + 5), salesCloseAt: isoTime(salesCloseAt) })).toMatchObject({
      salesOpenAt: NOW + 5,
      salesCloseAt,
      accessibleUntil: salesCloseAt,
    });
  });

  it("has the time zone of its concert, and by a rule ends cancellations with the last step", () => {
    expect(create()).toMatchObject({ timeZone: "Asia/Seoul" });
    expect(create({ refundRule: "kr-performance" })).toMatchObject({
      cancellableUntil: startsAt,
      refundRule: "kr-performance",
    });
    const steps = [{ until: { hoursBefore: 48 }, feePercent: 10, bookingFeeBack: true }];
    expect(create({ refundRule: { steps } }).cancellableUntil).toBe(startsAt - 2 * DAY_SECONDS);
    // What is bought early enough can be cancelled for a while after the last step.
    const rule = { steps, fullRefund: { withinHours: 72, daysBefore: 1 } };
    expect(create({ refundRule: rule }).cancellableUntil).toBe(startsAt);
  });

  it("refuses a refund rule whose steps are not in order of time for it", () => {
    const steps = [
      { until: { hoursBefore: 1 }, feePercent: 0, bookingFeeBack: true },
      { until: { daysBefore: 5 }, feePercent: 10, bookingFeeBack: true },
    ];

    expect(() => create({ refundRule: { steps } })).toThrow("VALIDATION_FAILED");
  });

  it("refuses sales that close before they open", () => {
    expect(() => create({ salesOpenAt: wanted.startsAt })).toThrow("VALIDATION_FAILED");
  });
});

describe("a performance", () => {
  it("is on sale from salesOpenAt until just before salesCloseAt", () => {
    const { salesOpenAt, salesCloseAt } = create();

    expect([salesOpenAt - 1, salesOpenAt, salesCloseAt - 1, salesCloseAt].map((at) => isOnSale(create(), at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("is listed by its start, then by its id", () => {
    const list = [
      { startsAt: 2, performanceId: "per_a" },
      { startsAt: 1, performanceId: "per_c" },
      { startsAt: 1, performanceId: "per_b" },
    ];

    expect(list.toSorted(byStart).map(({ performanceId }) => performanceId)).toEqual(["per_b", "per_c", "per_a"]);
  });
});

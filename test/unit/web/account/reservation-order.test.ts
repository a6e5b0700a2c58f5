/** The order of somebody's reservations on their page. */
import { describe, expect, it } from "@jest/globals";
import { daysUntil, grouped, type Listed } from "#web/booking/account/reservation-order.ts";

const NOW = Date.parse("2026-12-01T12:00:00.000Z");

const reservation = (reservationId: string, change: Partial<Listed> = {}): Listed => ({
  reservationId,
  state: "PAID",
  createdAt: "2026-11-20T12:00:00.000Z",
  startsAt: "2027-05-01T12:00:00.000Z",
  ...change,
});

const idsOf = (items: readonly Listed[]) => {
  const { held, next, others } = grouped(items, NOW);
  const id = (item: Listed) => item.reservationId;
  return { held: held.map(id), next: next?.reservationId, others: others.map(id) };
};

describe("the order of reservations", () => {
  it("is that of the service, newest first, if nothing is near", () => {
    expect(idsOf([reservation("b"), reservation("a")])).toEqual({ held: [], next: undefined, others: ["b", "a"] });
  });

  it("puts the next concert first if it is within two weeks, and shows it once", () => {
    const items = [
      reservation("late"),
      reservation("second", { startsAt: "2026-12-12T12:00:00.000Z" }),
      reservation("first", { startsAt: "2026-12-03T12:00:00.000Z" }),
    ];

    expect(idsOf(items)).toEqual({ held: [], next: "first", others: ["late", "second"] });
  });

  it("takes nothing as next that is over, cancelled or not dated yet", () => {
    const items = [
      reservation("over", { startsAt: "2026-12-01T11:00:00.000Z" }),
      reservation("cancelled", { state: "CANCELLED", startsAt: "2026-12-03T12:00:00.000Z" }),
      reservation("unknown", { startsAt: undefined }),
    ];

    expect(idsOf(items).next).toBeUndefined();
  });

  it("puts held seats before all, those that expire first at the top", () => {
    const items = [
      reservation("newer", { state: "HELD", createdAt: "2026-12-01T11:58:00.000Z" }),
      reservation("older", { state: "HELD", createdAt: "2026-12-01T11:56:00.000Z" }),
      reservation("paid"),
    ];

    expect(idsOf(items)).toEqual({ held: ["older", "newer"], next: undefined, others: ["paid"] });
  });
});

describe("the days until a performance", () => {
  it.each([
    ["2026-12-01T14:59:00Z", 0],
    ["2026-12-01T15:00:00Z", 1],
    ["2026-12-04T10:30:00Z", 3],
  ])("are counted by the calendar at the hall: %s is in %i", (startsAt, days) => {
    // 21:00 on the first of December in Seoul.
    expect(daysUntil(startsAt, "Asia/Seoul", NOW)).toBe(days);
  });

  it("are other ones in another zone", () => {
    expect(daysUntil("2026-12-01T15:00:00Z", "America/New_York", NOW)).toBe(0);
  });
});

import { describe, expect, it } from "@jest/globals";
import { QUEUE_VERSION } from "#functions/queue/rules/queue-version.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { TABLE_VARIABLES } from "#functions/shared/grants.ts";
import { aQueue, aShard, NOW } from "#test/support/queue-states.ts";
import { reservationOf } from "#test/support/receipts.ts";
import { standardPrices } from "#test/support/sections.ts";

for (const variable of Object.values(TABLE_VARIABLES)) process.env[variable] = "table";
const { toConcert, toPerformance } = await import("#functions/catalog/catalog-store.ts");
const { toCohort, toShardCount } = await import("#functions/queue/cohort-store.ts");
const { notedExpiries } = await import("#functions/queue/expired-holds-store.ts");
const { seatsTaken, toPlace } = await import("#functions/queue/place-store.ts");
const { toQueue } = await import("#functions/queue/queue-store.ts");
const { toChangeRecord } = await import("#functions/queue/settings-history-store.ts");
const { fromReservation, toReservation } = await import("#functions/reservations/reservation-item.ts");
const { toAvailability, toOccupancy } = await import("#functions/seats/seat-store.ts");

const KEY = { pk: "PK#1", sk: "SK#1" };
const COOL_DOWN = { expiredHoldsMax: 3, expiredHoldsSeconds: 900, coolDownSeconds: 600 };

const concert = {
  concertId: "con_1",
  title: "Winter Nights",
  artist: "The Half Moons",
  venue: "Small Hall",
  timeZone: "Europe/Berlin",
  opensAt: NOW,
  closesAt: NOW + 60,
};
const performance = {
  performanceId: "per_1",
  concertId: "con_1",
  chartId: "cht_1",
  prices: standardPrices({ R: 150_000 }),
  bookingFee: 2000,
  startsAt: NOW + 100,
  timeZone: "Europe/Berlin",
  refundRule: {
    steps: [
      { until: { daysBefore: 10 }, feePercent: 0, bookingFeeBack: true },
      { until: { time: "2026-12-24T11:00:00Z" }, feePercent: 10, bookingFeeBack: false },
      { until: { hoursBefore: 0 }, feePercent: 90, bookingFeeBack: false },
    ],
    fullRefund: { withinHours: 24, daysBefore: 3 },
  },
  salesOpenAt: NOW,
  salesCloseAt: NOW + 90,
  cancellableUntil: NOW + 50,
  seatLimit: 4,
  orphanRule: "WARN",
  accessibleUntil: NOW + 40,
  capacity: 20,
};
const { from, to, admittedAt, claimBy, expiresAt } = aShard();
const cohort = { from, to, admittedAt, claimBy, expiresAt };
const place = { concertId: "con_1", userId: "mina", generation: 2, arrival: 7, joinedAt: NOW };
const change = {
  revision: 1,
  at: NOW,
  by: "operator",
  changes: [{ setting: "paused", from: false, to: true }],
};
const seat = { reservationId: "res_1", userId: "mina", index: 0, state: "HELD", expiresAt: NOW };
const availability = {
  sectionId: "A",
  states: new Uint8Array([1]),
  occupied: 3,
  held: 2,
  buyers: 2,
  holders: 1,
  version: 4,
  countedAt: NOW,
};

/** Each kind of item: how it is read, a sound one, and a field with a value that it can't have. */
const KINDS: readonly (readonly [string, (item: Item) => unknown, Item, string, Item])[] = [
  ["concert", toConcert, concert, "opensAt", { opensAt: "soon" }],
  ["performance", toPerformance, performance, "orphanRule", { orphanRule: "MAYBE" }],
  [
    "performance",
    toPerformance,
    { ...performance, refundRule: "kr-performance" },
    "refundRule",
    { refundRule: { steps: [{ until: { weeksBefore: 1 }, feePercent: 10, bookingFeeBack: true }] } },
  ],
  ["queue", toQueue, { ...aQueue() }, "lanes.PRESALE", { lanes: { GENERAL: aQueue().lanes.GENERAL } }],
  ["queue", toQueue, { ...aQueue() }, "stats.seatsLeft", { stats: { ...aQueue().stats, seatsLeft: null } }],
  ["cohort", toCohort, cohort, "expiresAt", { expiresAt: undefined }],
  ["shard count", toShardCount, { claimed: 3, left: 1, closed: true }, "claimed", { claimed: "3" }],
  ["place", toPlace, place, "arrival", { arrival: 1.5 }],
  [
    "settings change",
    toChangeRecord,
    change,
    "changes.0.to",
    { changes: [{ setting: "paused", from: false, to: [] }] },
  ],
  ["availability", toAvailability, availability, "version", { version: undefined }],
];

describe("a stored item", () => {
  it.each(KINDS)("of a %s is read as it was written, without its keys", (_, read, item) => {
    expect(read({ ...KEY, ...item, ttl: NOW, position: 2 })).toEqual(item);
  });

  it.each(KINDS)("of a %s names itself and the field that is damaged: %#", (what, read, item, field, damage) => {
    expect(() => read({ ...KEY, ...item, ...damage })).toThrow(`The stored ${what} PK#1 SK#1 has no valid ${field}.`);
  });
});

describe("a seat", () => {
  it("has its id in its key", () => {
    expect(toOccupancy({ pk: "PERF#per_1#A", sk: "SEAT#A-1-2", ...seat })).toEqual({ seatId: "A-1-2", ...seat });
  });

  it("is named with its field when it is damaged", () => {
    const damaged = { pk: "PERF#per_1#A", sk: "SEAT#A-1-2", ...seat, state: "LOST" };

    expect(() => toOccupancy(damaged)).toThrow("The stored seat PERF#per_1#A SEAT#A-1-2 has no valid state.");
  });
});

describe("a reservation", () => {
  const rule = {
    steps: [
      { until: NOW + 5, feePercent: 0, bookingFeeBack: true },
      { until: NOW + 9, feePercent: 30, bookingFeeBack: false },
    ],
    fullRefund: { withinSeconds: 86_400, ifBoughtBefore: NOW + 2, latest: NOW + 20 },
  };

  it.each([
    ["a refund rule of one step", { refundRule: { steps: rule.steps.slice(0, 1) } }],
    ["a rule with a full refund", { refundRule: rule, fullRefundUntil: NOW + 20 }],
    ["a refund", { refundRule: rule, lastRefund: { amount: 5, bookingFees: 1, cancellationFees: 2 } }],
  ])("with %s is read as it was before it was written", (_, change) => {
    const reservation = reservationOf(change);

    expect(toReservation({ ...KEY, ...fromReservation(reservation) })).toEqual(reservation);
  });

  it("names a damaged step of its rule", () => {
    const item = { ...fromReservation(reservationOf()), refundRule: { steps: [[NOW, "10", true]] } };

    expect(() => toReservation({ ...KEY, ...item })).toThrow("PK#1 SK#1 has no valid refundRule.steps.0.1.");
  });
});

describe("a queue", () => {
  it.each([QUEUE_VERSION, QUEUE_VERSION + 1])("of version %p is read without what it does not know", (v) => {
    const { stats, ...queue } = aQueue();

    expect(toQueue({ ...KEY, ...queue, v, stats: { ...stats, later: 1 }, later: [] })).toEqual({ ...queue, stats });
  });

  it("of version 1 is read with what counts in place of the fields that it lacks", () => {
    const { pace: _pace, stats, ...queue } = aQueue({ stats: { seatsLeft: 7 } });
    const { accessibleUnitsLeft: _units, soldOutCategories: _categories, skipped: _skipped, ...olderStats } = stats;

    expect(toQueue({ ...KEY, ...queue, stats: olderStats })).toEqual({
      ...queue,
      stats: { ...olderStats, accessibleUnitsLeft: 0, soldOutCategories: [], skipped: 0 },
      pace: { admittedAt: 0, admitted: 0, clockId: "" },
    });
  });
});

describe("an item that lacks what was not there yet", () => {
  it("is a concert or a performance in Seoul, and a performance whose refund rule is one time", () => {
    const { timeZone: _zone, ...olderConcert } = concert;
    const { timeZone: _zoneToo, refundRule: _rule, ...older } = performance;

    expect(toConcert({ ...KEY, ...olderConcert }).timeZone).toBe("Asia/Seoul");
    const { timeZone, refundRule } = toPerformance({ ...KEY, ...older });
    expect([timeZone, refundRule]).toEqual(["Asia/Seoul", undefined]);
  });

  it("is a shard that nobody has claimed from", () => {
    expect(toShardCount(KEY)).toEqual({ claimed: 0, left: 0, closed: false });
  });

  it("is no place, and counts no seats", () => {
    expect(toPlace({ ...KEY, "seats:per_1": 2 })).toBeUndefined();
    expect(seatsTaken(KEY, "per_1")).toBe(0);
    expect(seatsTaken(undefined, "per_1")).toBe(0);
    expect(notedExpiries(undefined, COOL_DOWN)).toEqual([]);
  });
});

describe("the counts on a place", () => {
  it("are those of the performance, and the expiries that were noted, the last first", () => {
    expect(seatsTaken({ ...KEY, "seats:per_1": 2, "seats:per_2": 1 }, "per_1")).toBe(2);
    expect(notedExpiries({ ...KEY, expiry1: 30, expiry2: 20, expiry3: 0, expiry4: 5 }, COOL_DOWN)).toEqual([30, 20]);
  });

  it("are named when they are damaged", () => {
    expect(() => seatsTaken({ ...KEY, "seats:per_1": "two" }, "per_1")).toThrow("PK#1 SK#1 has no valid seats:per_1.");
    expect(() => notedExpiries({ ...KEY, expiry2: "x" }, COOL_DOWN)).toThrow("PK#1 SK#1 has no valid expiry2.");
  });
});

/** The operation budgets of the design: what each step may cost in DynamoDB units, added up from what it reports. */
import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, join, queueOf, people, section, tickNow, holdNow } = await import(
  "#test/integration/support/sale.ts"
);
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { listPerformances, newPerformance } = await import("#functions/catalog/catalog-store.ts");
const { recountSection, seatKey, watchAvailability, watchSections } = await import("#functions/seats/seat-store.ts");
const { sweepSections } = await import("#functions/reservations/sweep-sections.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { forEachLimit } = await import("#functions/shared/for-each-limit.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { takeArrivals } = await import("#functions/queue/queue-store.ts");
const { readPublicQueue } = await import("#functions/queue/read-queue.ts");
const { numberArrivals } = await import("#functions/queue/number-arrivals.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { signingKey } = await import("#functions/signing/key-ring.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

// What a function does once, at its first signature: it reads the set of public keys, and adds its own if it is new.
const unitsOfFirstSignature = await unitsOf(signingKey);

const joinOf = (concertId: string, userId: string) =>
  ({ concertId, userId, lane: "GENERAL", generation: 1, joinedAt: systemClock() }) as const;

const passFor = async (concertId: string, userId: string) => {
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  return queueToken;
};

describe("the budget of", () => {
  it("the first signature of a function: one read unit, and one write unit for a new key", async () => {
    expect(unitsOfFirstSignature).toMatchObject({ read: 1, write: 1 });
    expect(await unitsOf(signingKey)).toMatchObject({ read: 0, write: 0 });
  });

  it("a join: half a read for the caller and half for the batch, one write and one more for the batch", async () => {
    const { concertId } = await createSale();
    const queue = await queueOf(concertId);

    const asking = await unitsOf(() => readPlaceStatus(queue, "mina", undefined, systemClock()));
    const numbering = await unitsOf(async () => {
      await numberArrivals([{ messageId: "m", body: joinOf(concertId, "mina") }]);
    });

    expect(asking).toMatchObject({ read: 0.5, write: 0 });
    // The local engine counts nothing for a place that is not there.
    expect(numbering.read).toBeLessThanOrEqual(0.5);
    expect(numbering.write).toBe(2);
  });

  it("waiting: one read of the public queue a second, however many wait", async () => {
    const { concertId } = await createSale();
    const options = { tickSeconds: 5, drawSettleSeconds: 5 };
    const watch = () => readPublicQueue(concertId, options, systemClock());

    const few = await unitsOf(() => Promise.all(Array.from({ length: 10 }, watch)));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const many = await unitsOf(() => Promise.all(Array.from({ length: 10_000 }, watch)));

    expect(few).toMatchObject({ read: 0.5, write: 0 });
    expect(many).toMatchObject({ read: 0.5, write: 0 });
  });

  it.each([
    [1, 4],
    [1000, 4],
    [1001, 6],
    [10_000, 22],
  ])("admitting %p: one transaction of %p write units", async (crowd, write) => {
    const { concertId } = await createSale({ settings: { maxActive: 20_000, admitPerTick: 10_000 } });
    await takeArrivals(concertId, "GENERAL", crowd);

    const units = await unitsOf(() => tickNow(concertId));

    expect((await queueOf(concertId)).lanes.GENERAL.served).toBe(crowd);
    expect(units.write).toBe(write);
    expect(units.calls.get("TransactWriteItemsCommand") ?? units.calls.get("TransactWriteCommand")).toBe(1);
  });

  it("admitting from both lanes, with names and numbers as long as they may be: no more", async () => {
    const presale = { group: "g".repeat(64), sharePercent: 30 };
    const settings = { maxActive: 1_000_000, admitPerTick: 10_000, claimSeconds: 600, passSeconds: 7200, presale };
    const { concertId } = await createSale({ settings });
    await takeArrivals(concertId, "GENERAL", 99_999_999);
    await takeArrivals(concertId, "PRESALE", 99_999_999);
    await tickNow(concertId, systemClock() - 5);

    const units = await unitsOf(() => tickNow(concertId));

    expect(units.write).toBe(22);
  });

  it("a tick's reads: grow with cohorts, not with people", async () => {
    const readsFor = async (crowd: number) => {
      const { concertId } = await createSale({ settings: { maxActive: 1000, admitPerTick: 1000 } });
      await takeArrivals(concertId, "GENERAL", crowd);
      await tickNow(concertId);
      return (await unitsOf(() => tickNow(concertId))).read;
    };

    expect(await readsFor(1000)).toBe(await readsFor(10));
  });

  it("a claim: 4 write units and 1 read unit", async () => {
    const { concertId } = await createSale();
    await join(concertId, ["mina"]);
    await tickNow(concertId);
    const queue = await queueOf(concertId);

    const units = await unitsOf(async () => {
      expect((await readPlaceStatus(queue, "mina", undefined, systemClock())).kind).toBe("admitted");
    });

    expect(units).toMatchObject({ write: 4, read: 1 });
  });

  it("a claim in a cohort that the function knows: half a read unit less", async () => {
    const { concertId } = await createSale();
    await join(concertId, ["mina", "jun"]);
    await tickNow(concertId);
    const queue = await queueOf(concertId);
    const claim = (userId: string) => unitsOf(() => readPlaceStatus(queue, userId, undefined, systemClock()));

    expect([await claim("mina"), await claim("jun")]).toMatchObject([{ read: 1 }, { read: 0.5, write: 4 }]);
  });

  it.each([1, 4, 10])("holding %p seats: 2(n + 2) write units", async (seats) => {
    const { concertId, performance } = await createSale();
    const [userId = ""] = people(1);
    const queueToken = await passFor(concertId, userId);
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);

    const units = await unitsOf(() => holdNow({ performance, seatIds, queueToken }));

    expect(units).toMatchObject({ write: 2 * (seats + 2), read: 0 });
  });

  it("a top-up: 7 write units and 1 read unit, up to 3 of the index of unsettled ones, and 1 of the simulated gateway", async () => {
    const [userId = ""] = people(1);

    const units = await unitsOf(() =>
      topUpBalance({ userId, amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 }),
    );

    expect(units).toMatchObject({ write: 7 + 1, read: 1 });
    // An entry that comes and goes; the engine counts what goes twice, as part of a transaction.
    expect(units.indexWrite).toBeLessThanOrEqual(3);
  });

  it.each([1, 4, 10])("paying %p seats: 2(n + 7) write units and 2 read units", async (seats) => {
    const { concertId, performance } = await createSale();
    const [userId = ""] = people(1);
    await topUpBalance({ userId, amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
    const queueToken = await passFor(concertId, userId);
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
    const { reservation } = await holdNow({ performance, seatIds, queueToken, idempotencyKey: "k" });

    const units = await unitsOf(() =>
      payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k" }),
    );

    expect(units.write).toBe(2 * (seats + 7));
    expect(units.read).toBeLessThanOrEqual(2);
  });

  it("the state of a section: half a read unit a second, however many look", async () => {
    const { performance } = await createSale();
    const { performanceId } = performance;
    await recountSection(performanceId, "A", systemClock());

    const units = await unitsOf(() =>
      Promise.all(Array.from({ length: 500 }, () => watchSections(performanceId, ["A"]))),
    );

    expect(units.calls).toEqual(new Map([["GetItemCommand", 1]]));
    expect(units.read).toBe(0.5);
  });

  it("a sweep of a sold-out section: half a read unit for each 4 KB of its seats, and nothing written if it is right", async () => {
    const { performance } = await createSale({ sections: [section({ rows: [{ row: "1", from: 1, to: 1000 }] })] });
    const { performanceId } = performance;
    const seats = Array.from({ length: 1000 }, (_, index) => ({
      ...seatKey(performanceId, `A-1-${index + 1}`),
      reservationId: `res_${"r".repeat(22)}`,
      userId: randomUUID(),
      index,
      state: "SOLD",
    }));
    await forEachLimit(seats, 20, (Item) => dynamo.send(new PutCommand({ TableName: tableNamed("seats"), Item })));
    await recountSection(performanceId, "A", systemClock());
    const sweep = { everyMessageLost: false };
    const others = (await sweepSections(sweep, 0)).sections - 1;

    const units = await unitsOf(() => sweepSections(sweep, 0));

    expect(units.write).toBe(0);
    // The other sales of this file have a handful of seats each.
    expect(units.read).toBeLessThanOrEqual(23 + others * 6);
  });

  it("dates and their sections: one query a second for the dates, one for the sections of each, however many look", async () => {
    const { concertId, performance } = await createSale();
    const another = { ...performance, performanceId: `per_${randomUUID()}` };
    await transact(newPerformance(another, "request"));
    const dates = [performance.performanceId, another.performanceId];

    const look = async () => {
      await listPerformances(concertId);
      await Promise.all(dates.map(watchAvailability));
    };
    const units = await unitsOf(() => Promise.all(Array.from({ length: 500 }, look)));

    expect(units.calls).toEqual(new Map([["QueryCommand", 1 + dates.length]]));
    expect(units.read).toBeLessThanOrEqual(0.5 * (1 + dates.length));
  });

  it("making a performance: two items, however many seats and sections its chart has", async () => {
    const rows = [{ row: "1", from: 1, to: 1000 }];
    const sections = ["A", "B", "C"].map((sectionId) => section({ sectionId, rows }));
    const { performance } = await createSale({ sections });

    const units = await unitsOf(() =>
      transact(newPerformance({ ...performance, performanceId: `per_${randomUUID()}` }, "request")),
    );

    expect(units.write).toBe(2 * 2);
  });
});

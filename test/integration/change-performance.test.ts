/** Changing a performance on sale: what begins from then on goes by it, and what was held or sold keeps what it has. */
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { standardPrices } = await import("#test/support/sections.ts");
const { auditBuyer } = await import("#functions/audit/buyer-audit.ts");
const { changePerformance } = await import("#functions/catalog/change-performance.ts");
const { changeDate, findPerformance, findPerformanceDate, listPerformances, readDate, readEveryPerformance } =
  await import("#functions/catalog/catalog-store.ts");
const { listPerformanceChanges } = await import("#functions/catalog/performance-history-store.ts");
const { extendHold } = await import("#functions/reservations/extend-hold.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const realMs = performance.now.bind(performance);
let passedMs = 0;
jest.spyOn(performance, "now").mockImplementation(() => realMs() + passedMs);
/** Every function reads the performance again. */
const cachesExpire = (): void => {
  passedMs += 2100;
};

const REASON = "The train is late.";

type Change = Parameters<typeof changePerformance>[0]["change"];

const newSale = async () => {
  const { concertId, performance: sold } = await createSale({ seatLimit: 4 });
  const { performanceId } = sold;
  const change = (fields: Omit<Change, "reason">, operatorId = "operator") =>
    changePerformance({ performanceId, operatorId, change: { ...fields, reason: REASON } }, systemClock);
  const now = async () => {
    cachesExpire();
    const found = await findPerformance(performanceId);
    if (found === undefined) throw new Error("no performance");
    return found;
  };
  const history = async () => (await listPerformanceChanges(performanceId, { limit: 100, after: undefined })).items;
  return { concertId, sold, performanceId, change, now, history };
};

const holdIn = async (sale: Awaited<ReturnType<typeof newSale>>, seatIds: readonly string[]) => {
  const [userId = ""] = people(1);
  const queueToken = (await admit(sale.concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  const { reservation } = await holdNow({ performance: await sale.now(), queueToken, seatIds });
  return { reservation, queueToken, userId };
};

describe("changing a performance", () => {
  it("changes it under both of its keys, in one piece, and records each field before and after", async () => {
    const { change, concertId, history, performanceId, sold } = await newSale();
    const startsAt = sold.startsAt + 3600;

    const changed = await change({ startsAt: isoTime(startsAt), seatLimit: 2, orphanRule: "WARN" });

    expect(changed).toMatchObject({ startsAt, seatLimit: 2, orphanRule: "WARN", salesCloseAt: sold.salesCloseAt });
    const [listed] = await readEveryPerformance(concertId);
    expect(listed).toEqual(await readDate(performanceId));
    expect(listed).toMatchObject({ startsAt, seatLimit: 2, seatLimitMax: 4, orphanRule: "WARN", version: 1 });
    expect(await history()).toMatchObject([
      {
        kind: "CHANGED",
        by: "operator",
        reason: REASON,
        changes: [
          { field: "startsAt", from: isoTime(sold.startsAt), to: isoTime(startsAt) },
          { field: "seatLimit", from: 4, to: 2 },
          { field: "orphanRule", from: "OFF", to: "WARN" },
        ],
      },
    ]);
  });

  it("is known within two seconds, at half a read unit, and the sections are not read again", async () => {
    const { change, performanceId, now } = await newSale();
    await now();
    await change({ seatLimit: 3 });

    const within = await unitsOf(() => findPerformance(performanceId));
    cachesExpire();
    const later = await unitsOf(() => findPerformance(performanceId));

    expect(within).toMatchObject({ read: 0 });
    expect(later).toMatchObject({ read: 0.5 });
    expect(later.calls).toEqual(new Map([["GetItemCommand", 1]]));
    expect((await findPerformanceDate(performanceId))?.seatLimit).toBe(3);
  });

  it("records nothing if nothing differs, so a repeat does no harm", async () => {
    const { change, history } = await newSale();

    const [first, repeat] = [await change({ seatLimit: 2 }), await change({ seatLimit: 2 })];

    expect(repeat.version).toBe(first.version);
    expect(await history()).toHaveLength(1);
  });

  it("keeps every one of many changes at once: each begins with the one before", async () => {
    const { change, history, performanceId } = await newSale();

    const outcomes = await Promise.allSettled([
      change({ seatLimit: 1 }),
      change({ orphanRule: "REFUSE" }),
      change({ bookingFee: 500 }),
    ]);

    const made = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(await history()).toHaveLength(made);
    expect((await readDate(performanceId))?.version).toBe(made);
  });

  it("positive control: without its condition a change undoes the one that came between", async () => {
    const { change, performanceId } = await newSale();
    const before = await readDate(performanceId);
    if (before === undefined) throw new Error("no performance");
    await change({ seatLimit: 2 });
    const late = () => transact(changeDate(before, { ...before, orphanRule: "WARN", seatLimitMax: 4, version: 1 }));

    expect((await late()).kind).toBe("refused");
    await withoutCondition((write) => "UpdateExpression" in write, late);

    expect(await readDate(performanceId)).toMatchObject({ seatLimit: 4, orphanRule: "WARN" });
  });

  it("M2: changes prices for later buyers; a hold keeps its own", async () => {
    const sale = await newSale();
    const early = await holdIn(sale, ["A-1-1"]);

    await sale.change({ prices: standardPrices({ R: 700 }), bookingFee: 50 });
    const late = await holdIn(sale, ["A-1-2"]);

    expect([early.reservation.amount, late.reservation.amount]).toEqual([1000, 750]);
    const [record] = await sale.history();
    expect(record?.changes).toEqual([
      { field: "bookingFee", from: 0, to: 50 },
      { field: "prices.R.standard.amount", from: 1000, to: 700 },
    ]);
  });

  it("S5: a lower limit refuses further seats, and the audit finds nothing wrong with those from before", async () => {
    const sale = await newSale();
    const { reservation, queueToken, userId } = await holdIn(sale, ["A-1-1", "A-1-2", "A-1-3"]);

    await sale.change({ seatLimit: 2 });

    const more = holdNow({ performance: await sale.now(), queueToken, seatIds: ["A-1-9"] });
    await expect(more).rejects.toMatchObject({ code: "SEAT_LIMIT_EXCEEDED", evidence: { seatLimit: 2 } });
    const concert = { concertId: sale.concertId, performances: await readEveryPerformance(sale.concertId) };
    const { findings } = await auditBuyer(concert, { ...reservation, userId }, systemClock);
    expect(findings).toEqual([]);
  });

  it("S8: once functions know of an earlier close of sales, nothing is held or extended beyond it", async () => {
    const sale = await newSale();
    const { reservation, queueToken, userId } = await holdIn(sale, ["A-1-1"]);
    const salesCloseAt = reservation.expiresAt + 10;
    const offer = { extensionSeconds: 120, extensionsMax: 5 };
    const extend = (from: number) => extendHold({ reservationId: reservation.reservationId, userId, from }, offer);

    await sale.change({ salesCloseAt: isoTime(salesCloseAt) });
    cachesExpire();
    const extended = await extend(reservation.expiresAt);
    await sale.change({ salesCloseAt: isoTime(systemClock() - 1) });
    cachesExpire();

    expect(extended.expiresAt).toBe(salesCloseAt);
    await expect(extend(salesCloseAt)).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    const hold = holdNow({ performance: await sale.now(), queueToken, seatIds: ["A-1-2"] });
    await expect(hold).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    expect(await listPerformances(sale.concertId)).toMatchObject([{ salesCloseAt: expect.any(Number) }]);
  });

  it("refuses a sales period of no time, prices that do not fit the seats, and what is not there", async () => {
    const { change, sold } = await newSale();
    const invalid = { code: "VALIDATION_FAILED" };

    await expect(change({ salesOpenAt: isoTime(sold.salesCloseAt) })).rejects.toMatchObject(invalid);
    await expect(change({ prices: standardPrices({ S: 700 }) })).rejects.toMatchObject(invalid);
    await expect(change({ prices: standardPrices({ R: 1, S: 1 }) })).rejects.toMatchObject(invalid);
    const elsewhere = { performanceId: "per_none", operatorId: "operator", change: { seatLimit: 1, reason: REASON } };
    await expect(changePerformance(elsewhere, systemClock)).rejects.toMatchObject({ code: "PERFORMANCE_NOT_FOUND" });
  });

  it("costs one transaction of 3 small items and one read unit", async () => {
    const { change, now } = await newSale();
    await now();

    const units = await unitsOf(() => change({ seatLimit: 2 }));

    expect(units).toMatchObject({ write: 2 * 3, read: 1 });
  });
});

/** What everybody may know of a concert's performances: the schedule, and which categories are sold out. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { AMPLE, admit, createSale, holdNow, people, queueOf, section, TICK_OPTIONS } = await import(
  "#test/integration/support/sale.ts"
);
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { markCalledOff, newPerformance } = await import("#functions/catalog/catalog-store.ts");
const { readSchedule } = await import("#functions/catalog/read-schedule.ts");
const { tick } = await import("#functions/queue/admission-tick.ts");
const { takeArrivals } = await import("#functions/queue/queue-store.ts");
const { readPublicQueue } = await import("#functions/queue/read-queue.ts");
const { readInventory } = await import("#functions/seats/inventory.ts");
const { recountSection } = await import("#functions/seats/seat-store.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { standardPrices } = await import("#test/support/sections.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const realMs = performance.now.bind(performance);
let passedMs = 0;
jest.spyOn(performance, "now").mockImplementation(() => realMs() + passedMs);
/** What was read before is older than any cache keeps it. */
const cachesExpire = (): void => {
  passedMs += 2100;
};

const addDate = async (sale: Performance, change: Partial<Performance>): Promise<Performance> => {
  const added = { ...sale, performanceId: `per_${randomUUID()}`, ...change };
  await transact(newPerformance(added, "request"));
  return added;
};

const ALL = { limit: 100, after: undefined };

describe("the schedule of a concert", () => {
  it("has past, coming and called-off performances, by their start, with what is stored of each", async () => {
    const now = systemClock();
    const { concertId, performance: onSale } = await createSale();
    const past = await addDate(onSale, { startsAt: now - 7200, salesCloseAt: now - 7200 });
    const coming = await addDate(onSale, { startsAt: now + 90_000, salesOpenAt: now + 3600, salesCloseAt: now + 9000 });
    const calledOff = await addDate(onSale, { startsAt: now + 8000 });
    await transact(markCalledOff(calledOff, now));

    const { items, last } = await readSchedule(concertId, ALL);

    expect(items.map(({ performanceId, calledOff: isCalledOff }) => [performanceId, isCalledOff])).toEqual([
      [past.performanceId, false],
      [onSale.performanceId, false],
      [calledOff.performanceId, true],
      [coming.performanceId, false],
    ]);
    expect(last).toBeUndefined();
    expect(items[3]).toMatchObject({
      concertId,
      salesOpenAt: isoTime(now + 3600),
      prices: onSale.prices,
      capacity: 50,
      refundRule: { preset: null, fullRefund: null },
    });
    expect(Object.keys(items[3] ?? {})).not.toEqual(expect.arrayContaining(["sections"]));
  });

  it.each([1, 2, 5, 100])(
    "has each performance once in pages of %p, those of one start by their ids",
    async (limit) => {
      const { concertId, performance: first } = await createSale();
      for (let count = 1; count < 5; count += 1) await addDate(first, { startsAt: first.startsAt + (count >> 1) });
      const listed: string[] = [];
      let after: Awaited<ReturnType<typeof readSchedule>>["last"];
      do {
        const page = await readSchedule(concertId, { limit, after });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        listed.push(...page.items.map(({ performanceId }) => performanceId));
        after = page.last;
      } while (after !== undefined);

      expect(listed).toHaveLength(5);
      expect(new Set(listed).size).toBe(5);
    },
  );

  it("CONCERT_NOT_FOUND: of an unknown concert, which costs no read of dates", async () => {
    const units = await unitsOf(() =>
      expect(readSchedule("con_unknown000", ALL)).rejects.toMatchObject({ code: "CONCERT_NOT_FOUND" }),
    );

    expect(units.calls).toEqual(new Map([["QueryCommand", 1]]));
  });

  it("costs one query for the concert and one for its dates, however many read it in pages of any size", async () => {
    const { concertId, performance: first } = await createSale();
    await addDate(first, { startsAt: first.startsAt + 1 });
    const limits = Array.from({ length: 500 }, (_, index) => 1 + (index % 100));

    const units = await unitsOf(() =>
      Promise.all(limits.map((limit) => readSchedule(concertId, { limit, after: undefined }))),
    );

    expect(units.calls).toEqual(new Map([["QueryCommand", 2]]));
    expect(units.read).toBeLessThanOrEqual(1);
  });
});

const rows = [
  { row: "1", from: 1, to: 2 },
  { row: "2", from: 3, to: 4, category: "S" },
];
const twoCategories = {
  sections: [section({ rows })],
  prices: standardPrices({ R: 1000, S: 500 }),
};

const soldOutOf = async (concertId: string): Promise<readonly string[] | undefined> => {
  cachesExpire();
  return (await readInventory(concertId, systemClock())).soldOut;
};

describe("the categories that are sold out", () => {
  it("are those without a free seat at any performance that is on sale or will be", async () => {
    const { concertId, performance: sale } = await createSale(twoCategories);
    const [queueToken] = (await admit(concertId, people(1))).values();
    if (!queueToken) throw new Error("no queue token");

    const seen = [await soldOutOf(concertId)];
    await holdNow({ performance: sale, queueToken, seatIds: ["A-1-1", "A-1-2"] });
    await recountSection(sale.performanceId, "A", systemClock());
    seen.push(await soldOutOf(concertId));
    const later = await addDate(sale, { salesOpenAt: systemClock() + 3600, salesCloseAt: systemClock() + 7200 });
    seen.push(await soldOutOf(concertId));
    await transact(markCalledOff(later, systemClock()));
    seen.push(await soldOutOf(concertId));
    await addDate(sale, {});
    seen.push(await soldOutOf(concertId));

    expect(seen).toEqual([[], ["R"], [], ["R"], []]);
  });

  it("are stored by the tick and shown to everybody; none before the first", async () => {
    const { concertId, performance: sale } = await createSale(twoCategories);
    const shown = async () => {
      cachesExpire();
      const options = { tickSeconds: 5, drawSettleSeconds: 5 };
      return (await readPublicQueue(concertId, options, systemClock())).soldOut;
    };
    const [queueToken] = (await admit(concertId, people(1))).values();
    if (!queueToken) throw new Error("no queue token");
    const before = await shown();
    await holdNow({ performance: sale, queueToken, seatIds: ["A-2-3", "A-2-4"] });
    await recountSection(sale.performanceId, "A", systemClock());
    cachesExpire();

    await tick(concertId, readInventory, () => systemClock() + 2, TICK_OPTIONS);

    expect(before).toEqual([]);
    expect(await shown()).toEqual(["S"]);
  });

  it("cost a tick no more reads than the seats left: the chart is read once", async () => {
    const { concertId, performance: sale } = await createSale(twoCategories);
    await recountSection(sale.performanceId, "A", systemClock());
    await readInventory(concertId, systemClock());
    cachesExpire();

    const units = await unitsOf(() => readInventory(concertId, systemClock()));

    expect(units.calls).toEqual(new Map([["QueryCommand", 2]]));
    expect(units.read).toBeLessThanOrEqual(1);
  });

  it("of a usual hall cost the tick's write nothing, and the longest list two write units for a kilobyte", async () => {
    const writeWith = async (soldOut: readonly string[]): Promise<number> => {
      const presale = { group: "g".repeat(64), sharePercent: 30 };
      const settings = { maxActive: 1_000_000, admitPerTick: 10_000, claimSeconds: 600, passSeconds: 7200, presale };
      const { concertId } = await createSale({ settings });
      await takeArrivals(concertId, "GENERAL", 99_999_999);
      await takeArrivals(concertId, "PRESALE", 99_999_999);
      const inventory = () => Promise.resolve({ ...AMPLE, soldOut });
      await tick(concertId, inventory, () => systemClock() - 5, TICK_OPTIONS);
      const { write } = await unitsOf(() => tick(concertId, inventory, systemClock, TICK_OPTIONS));
      expect((await queueOf(concertId)).stats.soldOutCategories).toEqual(soldOut);
      return write;
    };

    expect(await writeWith(["VIP석", "R석", "S석", "A석", "B석", "C석"])).toBe(22);
    expect(await writeWith(Array.from({ length: 16 }, (_, index) => `${"석".repeat(19)}${index}`))).toBeLessThanOrEqual(
      24,
    );
  });
});

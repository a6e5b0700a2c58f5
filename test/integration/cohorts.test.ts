/** What ticks and claims read of cohorts: only what is new, in pages, and never less than there is. */
import { BatchWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { readCountedShards } = await import("#functions/queue/admission-tick.ts");
const { findCohort } = await import("#functions/queue/find-cohort.ts");
const { takeArrivals } = await import("#functions/queue/queue-store.ts");
const { activeOf } = await import("#functions/queue/rules/admission.ts");
const { readTaken } = await import("#functions/seats/seat-store.ts");
const { readItems, UnprocessedKeysError } = await import("#functions/shared/batch-read.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { forEachLimit } = await import("#functions/shared/for-each-limit.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { isTransient } = await import("#functions/shared/transient-error.ts");
const { unitsOf, withUnprocessedKeys } = await import("#test/integration/support/dynamo-traffic.ts");
const { admit, createSale, holdNow, join, people, queueOf, servedOf, tickNow } = await import(
  "#test/integration/support/sale.ts"
);

jest.setTimeout(300_000);
afterAll(() => environment.stop());

const writeAll = async (items: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  const table = tableNamed("queue");
  const starts = Array.from({ length: Math.ceil(items.length / 25) }, (_, index) => index * 25);
  await forEachLimit(starts, 8, (start) => {
    const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    return dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
  });
};

const COHORTS = 6000;
/** The last of them may still be claimed in; of the others, every second has left. */
const LAST_OPEN = 50;
const LIVE = LAST_OPEN + (COHORTS - LAST_OPEN) / 2;

/** A queue that has admitted one person a second for 6,000 seconds, with passes of two hours. */
const saleOfTinyCohorts = async (maxActive: number): Promise<string> => {
  const now = systemClock();
  const { concertId } = await createSale({ settings: { maxActive, claimSeconds: 60, passSeconds: 7200 } });
  await takeArrivals(concertId, "GENERAL", COHORTS + 1000);
  const numbers = Array.from({ length: COHORTS }, (_, index) => index + 1);
  await writeAll(
    numbers.flatMap((number) => {
      const admittedAt = now - COHORTS + number;
      const isOpen = number > COHORTS - LAST_OPEN;
      const cohort = {
        from: number,
        to: number,
        admittedAt,
        claimBy: isOpen ? now + 600 : admittedAt + 60,
        expiresAt: admittedAt + 7260,
      };
      const item = {
        pk: `QUEUE#${concertId}`,
        sk: `COHORT#${String(number).padStart(12, "0")}`,
        ...cohort,
        ttl: now + 1e6,
      };
      const count = { claimed: 1, left: number % 2, closed: true };
      return isOpen ? [item] : [item, { pk: `COHORT#${concertId}#${number}`, sk: "COUNT", ...count, ttl: now + 1e6 }];
    }),
  );
  await dynamo.send(
    new UpdateCommand({
      TableName: tableNamed("queue"),
      Key: { pk: `QUEUE#${concertId}`, sk: "STATE" },
      UpdateExpression: "SET lanes.#general.served = :served",
      ExpressionAttributeNames: { "#general": "GENERAL" },
      ExpressionAttributeValues: { ":served": COHORTS },
    }),
  );
  return concertId;
};

describe("6,000 unsettled cohorts", () => {
  it("Q3, Q5: do not stop the queue, and no tick admits more than there is room for, read or not; each is read once", async () => {
    const concertId = await saleOfTinyCohorts(LIVE + 10);

    const first = await tickNow(concertId);
    const second = await tickNow(concertId);
    const third = await tickNow(concertId);

    // The first tick has not read the last 1,000 and counts them whole, though half of them have left.
    expect(first).toMatchObject({ admitted: 0, active: 5000 / 2 + 1000 });
    expect(second).toMatchObject({ admitted: 10, active: LIVE + 10 });
    expect(third).toMatchObject({ admitted: 0, active: LIVE + 10 });
    expect(await servedOf(concertId)).toBe(COHORTS + 10);
    const live = activeOf(await readCountedShards(await queueOf(concertId), systemClock()), systemClock(), 2);
    expect(live).toBe(LIVE + 10);

    const { read, calls } = await unitsOf(() => tickNow(concertId));
    // For the numbers that were written off.
    expect(calls.get("QueryCommand")).toBe(1);
    expect(calls.get("BatchGetItemCommand")).toBe(Math.ceil((LIVE + 1) / 100));
    // One unit for the queue, half a unit for that query, and for each count that may still change.
    expect(read).toBeLessThanOrEqual(1 + 0.5 + (LIVE + 1) / 2);
  });
});

describe("a claim", () => {
  it("reads a cohort once for each function, and with it those that follow", async () => {
    const { concertId } = await createSale({ settings: { admitPerTick: 10 } });
    await join(concertId, people(30));
    for (let tick = 0; tick < 3; tick += 1) await tickNow(concertId);

    const first = await unitsOf(() => findCohort(concertId, 3));
    const others = await unitsOf(async () => {
      expect(await findCohort(concertId, 10)).toMatchObject({ from: 1, to: 10 });
      expect(await findCohort(concertId, 11)).toMatchObject({ from: 11, to: 20 });
      expect(await findCohort(concertId, 30)).toMatchObject({ from: 21, to: 30 });
    });

    expect(first.read).toBe(0.5);
    expect(others.calls.size).toBe(0);
    expect(await findCohort(concertId, 31)).toBeUndefined();
  });
});

describe("keys that DynamoDB leaves unread", () => {
  const keysOf = (concertId: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      pk: `QUEUE#${concertId}`,
      sk: index === 0 ? "STATE" : `NONE#${index}`,
    }));

  it("are asked for again until all are read", async () => {
    const { concertId } = await createSale();

    const { calls } = await unitsOf(() =>
      withUnprocessedKeys(3, async () => {
        expect(await readItems("queue", keysOf(concertId, 90), { isConsistent: true })).toHaveLength(1);
      }),
    );

    expect(calls.get("BatchGetItemCommand")).toBe(4);
  });

  it("in the end fail a tick loudly, and it admits nobody", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    const { concertId } = await createSale({ settings: { maxActive: 10 } });
    await admit(concertId, people(5));
    await join(concertId, people(5));
    const before = await servedOf(concertId);

    await withUnprocessedKeys(1000, async () => {
      await expect(tickNow(concertId)).rejects.toThrow(UnprocessedKeysError);
    });
    jest.restoreAllMocks();

    expect(await servedOf(concertId)).toBe(before);
    await tickNow(concertId);
    expect(await servedOf(concertId)).toBe(before + 5);
  });

  it("S1: are never taken for free seats, and the caller may try again", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    const { concertId, performance } = await createSale();
    const [queueToken] = (await admit(concertId, people(1))).values();
    if (!queueToken) throw new Error("no queue token");
    await holdNow({ performance, queueToken, seatIds: ["A-1-1", "A-1-2"] });
    const taken = () => readTaken(performance.performanceId, ["A-1-1", "A-1-2"], systemClock());

    const found = await withUnprocessedKeys(1, taken);
    const failure: unknown = await withUnprocessedKeys(1000, taken).catch((error: unknown) => error);
    jest.restoreAllMocks();

    expect(found.toSorted()).toEqual(["A-1-1", "A-1-2"]);
    expect(failure).toBeInstanceOf(UnprocessedKeysError);
    expect(isTransient(failure)).toBe(true);
  });
});

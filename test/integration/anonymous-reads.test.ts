/** What nobody in particular may read: it costs little, and nothing of what admission needs. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { handler: listConcertsHandler } = await import("#functions/catalog/handlers/list-concerts.ts");
const { handler: readConcertHandler } = await import("#functions/catalog/handlers/read-concert.ts");
const { handler: readQueueHandler } = await import("#functions/queue/handlers/read-queue.ts");
const { listConcerts, listOpenConcerts, newConcert, watchConcert } = await import(
  "#functions/catalog/catalog-store.ts"
);
const { admit } = await import("#functions/queue/admit.ts");
const { changeQueue } = await import("#functions/queue/change-queue.ts");
const { watchQueue } = await import("#functions/queue/queue-store.ts");
const { tableNamed } = await import("#functions/shared/dynamodb.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { putItem } = await import("#test/integration/support/damage.ts");
const { partitionsOf, unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { createSale, join, people, TICK_OPTIONS } = await import("#test/integration/support/sale.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const realMs = performance.now.bind(performance);
let passedMs = 0;
let frozenMs: number | undefined;
jest.spyOn(performance, "now").mockImplementation(() => frozenMs ?? realMs() + passedMs);
/** What was read before is older than any cache keeps it. */
const cachesExpire = (): void => {
  passedMs += 60_000;
};

/** No time passes while `act` runs, however busy the machine is. */
const atOnce = async (act: () => Promise<void>): Promise<void> => {
  frozenMs = performance.now();
  await act().finally(() => {
    frozenMs = undefined;
  });
};

const silent = (level: "info" | "error"): void => {
  jest.spyOn(console, level).mockImplementation(() => undefined);
};

const concertOf = (opensAt: number, closesAt: number) => ({
  concertId: `con_${randomUUID()}`,
  title: "Winter Nights",
  artist: "The Half Moons",
  venue: "Small Hall",
  timeZone: "Asia/Seoul",
  opensAt,
  closesAt,
});

const addConcerts = async (count: number, opensAt: number, closesAt: number): Promise<readonly string[]> => {
  const concerts = Array.from({ length: count }, () => concertOf(opensAt, closesAt));
  for (let start = 0; start < count; start += 10) {
    const some = concerts.slice(start, start + 10);
    await Promise.all(some.map((concert) => transact(newConcert(concert, "request"))));
  }
  return concerts.map(({ concertId }) => concertId);
};

const event = (path: Readonly<Record<string, string>>, query: Readonly<Record<string, string>> = {}) =>
  ({
    headers: {},
    pathParameters: path,
    queryStringParameters: query,
    requestContext: { requestId: "req-1" },
  }) as unknown as APIGatewayProxyEventV2;
const context = { getRemainingTimeInMillis: () => 15_000 } as Context;

/** One tick of all queues. */
const admitOnce = () => {
  silent("info");
  let left = 1;
  const remainingMs = () => {
    left -= 1;
    return left < 0 ? 0 : 60_000;
  };
  return admit(TICK_OPTIONS, remainingMs);
};

describe("admission", () => {
  it("reads the same beside 100 past concerts as beside one", async () => {
    const now = systemClock();
    await createSale();
    await addConcerts(1, now - 7200, now - 3600);
    const readByTick = async (): Promise<number> => {
      cachesExpire();
      return (await unitsOf(admitOnce)).read;
    };
    await admitOnce();

    const besideOne = await readByTick();
    await addConcerts(99, now - 7200, now - 3600);

    expect(await readByTick()).toBe(besideOne);
  });

  it("finds a sale by its closing time, however often that is changed", async () => {
    const { concertId } = await createSale();
    const { concertId: other } = await createSale();
    const changeClosing = (seconds: number) =>
      changeQueue(
        {
          concertId,
          operatorId: "operator",
          change: { closesAt: new Date((systemClock() + seconds) * 1000).toISOString() },
        },
        systemClock,
      );
    const found = async () => (await listOpenConcerts(systemClock() + 60)).includes(concertId);

    const seen = [await found()];
    for (const seconds of [30, 7200, 20, 10, 3600]) {
      await changeClosing(seconds);
      seen.push(await found());
    }
    await Promise.allSettled([changeClosing(30), changeClosing(7200), changeClosing(40), changeClosing(9000)]);

    expect(seen).toEqual([true, false, true, false, false, true]);
    const closesAt = (await watchConcert(concertId))?.closesAt ?? 0;
    expect(await found()).toBe(closesAt > systemClock() + 60);
    expect(await listOpenConcerts(systemClock())).toContain(other);
    expect(await listOpenConcerts(systemClock() - 3600)).not.toContain(other);
  });

  it("finds a sale whose title is damaged, and a damaged id keeps no other from being found", async () => {
    const now = systemClock();
    const { concertId } = await createSale();
    const damaged = { ...concertOf(now - 60, now + 60), title: 7, listing: "CONCERT", request: "" };
    await putItem("catalog", { ...damaged, pk: `CONCERT#${damaged.concertId}`, sk: "CONCERT" });
    await putItem("catalog", { ...damaged, concertId: 7, pk: "CONCERT#7", sk: "CONCERT" });
    silent("error");

    const found = await listOpenConcerts(now);

    expect(found).toEqual(expect.arrayContaining([concertId, damaged.concertId]));
    expect(found).not.toContain(7);
  });

  it("shares no partition with what anybody may read, but for the queue itself, read once a second", async () => {
    const { concertId } = await createSale();
    await join(concertId, people(3));
    cachesExpire();
    const anonymous = await partitionsOf(async () => {
      const first = await listConcertsHandler(event({}, { limit: "1" }), context);
      const { nextCursor } = JSON.parse(first.body ?? "") as { readonly nextCursor: string };
      const responses = [
        first,
        await listConcertsHandler(event({}, { limit: "100" }), context),
        await listConcertsHandler(event({}, { cursor: nextCursor }), context),
        await readConcertHandler(event({ concertId }), context),
        await readQueueHandler(event({ concertId }), context),
      ];
      expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    });
    const core = await partitionsOf(admitOnce);

    expect(core.size).toBeGreaterThan(3);
    expect([...anonymous].filter((partition) => core.has(partition))).toEqual([
      `${tableNamed("queue")}  QUEUE#${concertId}`,
    ]);
    const queueReads = await unitsOf(() => Promise.all(Array.from({ length: 1000 }, () => watchQueue(concertId))));
    expect(queueReads.read).toBeLessThanOrEqual(0.5);
  });
});

describe("a crowd without tokens", () => {
  it("costs one read of a concert and one of the list in two seconds, whatever the size of its pages", async () => {
    const [concertId = ""] = await addConcerts(1, 100, 200);
    cachesExpire();

    const units = await unitsOf(async () => {
      const sizes = Array.from({ length: 100 }, (_, index) => index + 1);
      await Promise.all(sizes.map((limit) => listConcerts({ limit, after: undefined })));
      await Promise.all(sizes.map(() => watchConcert(concertId)));
    });

    expect(units.calls).toEqual(new Map([["QueryCommand", 2]]));
  });

  it("that makes up ids and cursors pushes no concert and no first page out", async () => {
    const [concertId = ""] = await addConcerts(1, 100, 200);
    cachesExpire();
    await atOnce(async () => {
      await watchConcert(concertId);
      await listConcerts({ limit: 1, after: undefined });
      for (let made = 0; made < 1200; made += 20) {
        const some = Array.from({ length: 20 }, (_, index) => made + index);
        await Promise.all(some.map((each) => watchConcert(`con_${each}`)));
        if (made >= 200) continue;
        await Promise.all(some.map((each) => listConcerts({ limit: 1, after: { concertId: "con_1", opensAt: each } })));
      }

      const units = await unitsOf(async () => {
        expect((await watchConcert(concertId))?.concertId).toBe(concertId);
        expect((await listConcerts({ limit: 1, after: undefined })).items).toHaveLength(1);
        expect(await watchConcert("con_1199")).toBeUndefined();
      });

      expect(units.calls.size).toBe(0);
    });
  });

  it.each([1, 7, 100])("is shown every concert once in pages of %p", async (limit) => {
    const made = new Set(await addConcerts(30, 300, 400));
    cachesExpire();
    const listed: string[] = [];
    let after: Awaited<ReturnType<typeof listConcerts>>["last"];
    do {
      const page = await listConcerts({ limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      listed.push(...page.items.map(({ concertId }) => concertId));
      after = page.last;
    } while (after !== undefined);

    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((concertId) => made.has(concertId))).toHaveLength(30);
  });
});

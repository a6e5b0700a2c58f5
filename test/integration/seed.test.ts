/** Q7: nobody but admission can know the seed of a draw before the draw. */
import { DeleteCommand, GetCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

/** What the draw of a small lobby has besides its people. */
const SMALL_RESERVE = 5;

const environment = await startTestEnvironment();
const { createSale, join, people, queueOf, tickNow } = await import("#test/integration/support/sale.ts");
const { createConcert } = await import("#functions/catalog/create-concert.ts");
const { drawLobby } = await import("#functions/queue/queue-store.ts");
const { readPublicQueue } = await import("#functions/queue/read-queue.ts");
const { commitmentOf } = await import("#functions/queue/rules/draw.ts");
const { newSeed } = await import("#functions/queue/seed-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(60_000);
afterAll(() => environment.stop());

const table = tableNamed("queue");

/** The items of the queue table that name a concert, without the seed's own. */
const otherItems = async (concertId: string) => {
  const { Items: items = [] } = await dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return items.filter((item) => String(item["pk"]).includes(concertId) && item["pk"] !== `SEED#${concertId}`);
};

const seedItem = async (concertId: string) => {
  const key = { pk: `SEED#${concertId}`, sk: "SEED" };
  return (await dynamo.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
};

const create = async (idempotencyKey: string, opensInSeconds: number) => {
  const now = systemClock();
  const wanted = {
    title: "Winter Nights",
    artist: "The Half Moons",
    venue: "Small Hall",
    timeZone: "Asia/Seoul",
    opensAt: isoTime(now + opensInSeconds),
    closesAt: isoTime(now + 7200),
    queue: { maxActive: 10, admitPerTick: 10, claimSeconds: 60, passSeconds: 600 },
  };
  const { created } = await createConcert({ userId: "operator", idempotencyKey, wanted }, now);
  return created.concertId;
};

const readPublic = (concertId: string) =>
  readPublicQueue(concertId, { tickSeconds: 1, drawSettleSeconds: 0 }, systemClock());

describe("the seed of a draw", () => {
  it("Q7: is in an item of its own until the draw, and in nothing else that is stored", async () => {
    const concertId = await create("first", 3600);

    const seed = (await seedItem(concertId))?.["seed"] as string;

    const { commitment } = await queueOf(concertId);
    expect(commitmentOf(seed)).toBe(commitment);
    expect(JSON.stringify(await otherItems(concertId))).not.toContain(seed);
    expect((await queueOf(concertId)).seed).toBeUndefined();
    expect((await readPublic(concertId)).draw).toMatchObject({ commitment, seed: null });
  });

  it("Q7: is published by the write that draws", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    await join(concertId, people(5));
    const { commitment } = await queueOf(concertId);

    await tickNow(concertId);

    const { draw } = await readPublic(concertId);
    expect(draw.lobbySize).toBe(5 + SMALL_RESERVE);
    expect(commitmentOf(draw.seed ?? "")).toBe(commitment);
  });

  it("Q7: is known at once where there is no lobby to draw", async () => {
    const concertId = await create("open", -1);

    const { draw } = await readPublic(concertId);
    expect(draw).toMatchObject({ commitment: commitmentOf(draw.seed ?? ""), lobbySize: 0 });
    expect(await seedItem(concertId)).toBeUndefined();
  });

  it("Q7: stays when the concert is created again, and is not returned by the refused write", async () => {
    const concertId = await create("twice", 3600);
    const before = await seedItem(concertId);

    expect(await create("twice", 3600).catch(() => concertId)).toBe(concertId);
    const outcome = await transact([newSeed(concertId, "22".repeat(32))]);

    expect(outcome).toEqual({ kind: "refused", found: new Map([["seed", undefined]]) });
    expect(await seedItem(concertId)).toEqual(before);
  });

  it("Q7: that was stored with the queue, as it once was, is drawn with", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    const seed = (await seedItem(concertId))?.["seed"] as string;
    await dynamo.send(new DeleteCommand({ TableName: table, Key: { pk: `SEED#${concertId}`, sk: "SEED" } }));
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: `QUEUE#${concertId}`, sk: "STATE" },
        UpdateExpression: "SET seed = :seed",
        ExpressionAttributeValues: { ":seed": seed },
      }),
    );
    expect((await readPublic(concertId)).draw.seed).toBeNull();
    await join(concertId, people(3));

    await tickNow(concertId);

    expect(await queueOf(concertId)).toMatchObject({ seed, lanes: { GENERAL: { drawnTo: 3 + SMALL_RESERVE } } });
  });

  it.each([
    ["is not the committed one", "22".repeat(32), /can't be drawn/],
    ["is missing", undefined, /The stored seed SEED#\S+ SEED has no valid seed/],
  ])("Q7: that %s draws nothing, and the tick says so", async (_, seed, message) => {
    const { concertId } = await createSale({ isDrawn: false });
    await join(concertId, people(3));
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: `SEED#${concertId}`, sk: "SEED" },
        UpdateExpression: seed === undefined ? "REMOVE seed" : "SET seed = :seed",
        ...(seed !== undefined && { ExpressionAttributeValues: { ":seed": seed } }),
      }),
    );

    await expect(tickNow(concertId)).rejects.toThrow(message);

    expect((await queueOf(concertId)).lanes.GENERAL.drawnTo).toBeUndefined();
  });

  it("Q7: is not changed by a second draw", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    const queue = await queueOf(concertId);
    await drawLobby(queue);
    const { seed } = await queueOf(concertId);

    await drawLobby({ ...queue, seed: "22".repeat(32) });

    expect((await queueOf(concertId)).seed).toBe(seed);
  });
});

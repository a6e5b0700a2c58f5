/** Who joined before the opening is in the draw, or gets a drawn number (Q12). */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { startJoinSqsQueue } = await import("#test/integration/support/join-queue.ts");
const joins = await startJoinSqsQueue();
const { createSale, join, people, queueOf, tickNow } = await import("#test/integration/support/sale.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { tick } = await import("#functions/queue/admission-tick.ts");
const { handler: numberArrivals } = await import("#functions/queue/handlers/number-arrivals.ts");
const { joinQueue } = await import("#functions/queue/join-queue.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { readPlace } = await import("#functions/queue/place-store.ts");
const { drawLobby, takeReserve } = await import("#functions/queue/queue-store.ts");
const { activeOf } = await import("#functions/queue/rules/admission.ts");
const { reserveLeft, takeOfReserve } = await import("#functions/queue/rules/lobby-reserve.ts");
const { numberOf } = await import("#functions/queue/rules/queue-state.ts");
const { readCountedShards } = await import("#functions/queue/admission-tick.ts");
const { dynamo } = await import("#functions/shared/dynamodb.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { AMPLE, TICK_OPTIONS } = await import("#test/integration/support/sale.ts");

jest.setTimeout(60_000);
afterAll(async () => {
  await joins.stop();
  await environment.stop();
});

const OPTIONS = { issuer: "https://queue.test", tickSeconds: 1, drawSettleSeconds: 0, pollsPerSecondMax: 500 };

/** A sale with a lobby of some people, not drawn yet. It opened a minute ago. */
const saleWithLobby = async (lobbySize: number, settings: Record<string, number> = {}) => {
  const sale = await createSale({ isDrawn: false, settings: { maxActive: 3, admitPerTick: 3, ...settings } });
  const lobby = people(lobbySize, "lobby");
  await join(sale.concertId, lobby);
  const { opensAt } = (await queueOf(sale.concertId)).settings;
  return { ...sale, lobby, opensAt };
};

const messageOf = (concertId: string, userId: string, joinedAt: number) => ({
  messageId: randomUUID(),
  body: JSON.stringify({ concertId, userId, lane: "GENERAL", generation: 1, joinedAt }),
  attributes: { SentTimestamp: "1" },
});

const deliver = async (...records: readonly unknown[]): Promise<void> => {
  const event = { Records: records } as unknown as Parameters<typeof numberArrivals>[0];
  expect(await numberArrivals(event)).toEqual({ batchItemFailures: [] });
};

const numberFor = async (concertId: string, userId: string): Promise<number> => {
  const queue = await queueOf(concertId);
  return numberOf(queue, (await readPlace(concertId, userId))?.arrival ?? 0) ?? 0;
};

describe("a join that was sent before the opening and is numbered after the draw", () => {
  it("Q12: gets a drawn number, ahead of 30 people who came after the opening", async () => {
    const { concertId, opensAt } = await saleWithLobby(12);
    const held = messageOf(concertId, "mina", opensAt - 10);
    await tickNow(concertId);
    const others = people(30, "later");
    await deliver(...others.map((userId) => messageOf(concertId, userId, opensAt + 1)));

    await deliver(held);

    const { drawnTo = 0, served } = (await queueOf(concertId)).lanes.GENERAL;
    const number = await numberFor(concertId, "mina");
    expect(number).toBeGreaterThan(served);
    expect(number).toBeLessThanOrEqual(drawnTo);
    const behind = await Promise.all(others.map((userId) => numberFor(concertId, userId)));
    expect(Math.min(...behind)).toBeGreaterThan(drawnTo);
  });

  it("Q2, Q12: keeps that number, and it is the one that the published draw gives its arrival", async () => {
    const { concertId, opensAt } = await saleWithLobby(40);
    await drawLobby(await queueOf(concertId));

    await deliver(messageOf(concertId, "mina", opensAt - 1), messageOf(concertId, "jun", opensAt - 1));

    const [mina, jun] = [await numberFor(concertId, "mina"), await numberFor(concertId, "jun")];
    expect(mina).not.toBe(jun);
    const { lanes } = await queueOf(concertId);
    expect(lanes.GENERAL).toMatchObject({ drawnTo: 45, lateTo: 42 });
    expect((await readPlace(concertId, "mina"))?.arrival).toBe(41);
    expect((await readPlace(concertId, "jun"))?.arrival).toBe(42);
  });

  it("Q3, Q12: comes in with it, and costs room from then on, as the unused numbers around it do not", async () => {
    const { concertId, opensAt, lobby } = await saleWithLobby(4, { maxActive: 10, admitPerTick: 10 });
    await drawLobby(await queueOf(concertId));
    await deliver(messageOf(concertId, "mina", opensAt - 1));
    const now = systemClock();

    expect((await tickNow(concertId, now)).admitted).toBe(5);

    const statuses = await Promise.all(
      ["mina", ...lobby].map(async (userId) => readPlaceStatus(await queueOf(concertId), userId, undefined, now)),
    );
    expect(statuses.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => "admitted"));
    expect(activeOf(await readCountedShards(await queueOf(concertId), now), now, 2)).toBe(5);
  });

  it("Q12: gets an ordinary number, and the log says so, once the whole lobby has had its turn", async () => {
    const { concertId, opensAt } = await saleWithLobby(2, { maxActive: 50, admitPerTick: 50 });
    await drawLobby(await queueOf(concertId));
    await join(concertId, people(3, "later"));
    await tickNow(concertId);
    const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);

    await deliver(messageOf(concertId, "mina", opensAt - 1));

    const { drawnTo = 0 } = (await queueOf(concertId)).lanes.GENERAL;
    expect(await numberFor(concertId, "mina")).toBeGreaterThan(drawnTo);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    // Its turn comes, and nobody pays for the numbers that were left.
    await tickNow(concertId);
    expect((await readPlaceStatus(await queueOf(concertId), "mina", undefined, systemClock())).kind).toBe("admitted");
  });

  it("Q12: that was sent again keeps the time of its first", async () => {
    const { concertId, opensAt } = await saleWithLobby(2);
    await drawLobby(await queueOf(concertId));
    const user = { userId: "mina", groups: [] };
    const queueToken = { concertId, userId: "mina", generation: 1, status: "WAITING" } as const;
    const visit = (issuedAt: number) => ({
      concertId,
      user: user as unknown as Parameters<typeof joinQueue>[0]["user"],
      queueToken: { ...queueToken, issuedAt, joinedAt: opensAt - 5 },
    });

    await joinQueue(visit(opensAt - 5), OPTIONS, opensAt + 56);
    await joinQueue(visit(opensAt + 56), OPTIONS, opensAt + 117);
    const sent = await joins.take();
    await deliver(...sent);

    expect(sent.map(({ body }) => (JSON.parse(body) as { joinedAt: number }).joinedAt)).toEqual([
      opensAt - 5,
      opensAt - 5,
    ]);
    const { drawnTo = 0 } = (await queueOf(concertId)).lanes.GENERAL;
    expect(await numberFor(concertId, "mina")).toBeLessThanOrEqual(drawnTo);
  });
});

describe("the reserve of a lobby", () => {
  it("Q3, Q12: a decision that left a number of it out is refused once somebody has got it", async () => {
    const { concertId } = await saleWithLobby(4, { maxActive: 50, admitPerTick: 50 });
    await drawLobby(await queueOf(concertId));
    const takeMeanwhile = async () => {
      const queue = await queueOf(concertId);
      expect((await takeReserve(queue, "GENERAL", takeOfReserve(queue, "GENERAL", 1))).isTaken).toBe(true);
      return AMPLE;
    };

    expect((await tick(concertId, takeMeanwhile, systemClock, TICK_OPTIONS)).admitted).toBe(0);
    expect((await queueOf(concertId)).lanes.GENERAL.served).toBe(0);
  });

  it("Q3, Q12: a number of it that has been served meanwhile is given to nobody", async () => {
    const { concertId } = await saleWithLobby(4, { maxActive: 50, admitPerTick: 50 });
    await drawLobby(await queueOf(concertId));
    const before = await queueOf(concertId);
    const take = takeOfReserve(before, "GENERAL", 5);
    await join(concertId, people(1, "later"));
    await tickNow(concertId);

    expect(await takeReserve(before, "GENERAL", take)).toMatchObject({ isTaken: false });
    const now = await queueOf(concertId);
    expect(takeOfReserve(now, "GENERAL", 1)).toMatchObject({ arrivals: [] });
    expect(reserveLeft(now.lanes.GENERAL)).toBe(5);
  });

  it("Q3 positive control: without that condition, it is given away although it cost no room", async () => {
    const { concertId } = await saleWithLobby(4, { maxActive: 50, admitPerTick: 50 });
    await drawLobby(await queueOf(concertId));
    const before = await queueOf(concertId);
    await join(concertId, people(1, "later"));
    await tickNow(concertId);

    const { isTaken } = await withoutCondition(
      (write) => String(write["UpdateExpression"]).includes("lateTo = :lateTo"),
      () => takeReserve(before, "GENERAL", takeOfReserve(before, "GENERAL", 1)),
    );

    expect(isTaken).toBe(true);
    expect(dynamo).toBeDefined();
  });
});

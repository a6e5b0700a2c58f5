/** One account costs the room at most one place, however it joins and leaves (Q10). */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { startJoinSqsQueue } = await import("#test/integration/support/join-queue.ts");
const joins = await startJoinSqsQueue();
const { createSale, join, people, queueOf, TICK_OPTIONS, tickNow } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { activeOf } = await import("#functions/queue/rules/admission.ts");
const { numberOf } = await import("#functions/queue/rules/queue-state.ts");
const { readCountedShards } = await import("#functions/queue/admission-tick.ts");
const { handler: numberArrivals } = await import("#functions/queue/handlers/number-arrivals.ts");
const { joinQueue } = await import("#functions/queue/join-queue.ts");
const { leaveQueue } = await import("#functions/queue/leave-queue.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { readPlace } = await import("#functions/queue/place-store.ts");
const { takeArrivalBack } = await import("#functions/queue/take-arrival-back.ts");
const { drawLobby } = await import("#functions/queue/queue-store.ts");
const { dynamo } = await import("#functions/shared/dynamodb.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(async () => {
  dynamo.middlewareStack.remove("ignored");
  await joins.stop();
  await environment.stop();
});

const OPTIONS = { issuer: "https://queue.test", tickSeconds: 1, drawSettleSeconds: 0, pollsPerSecondMax: 500 };
const CAP = 40;

const visitOf = (concertId: string, userId: string) =>
  ({ concertId, user: { userId, groups: [], tokenId: "t" }, queueToken: undefined }) as unknown as Parameters<
    typeof joinQueue
  >[0];

/** What join-queue sends, as number-arrivals gets it. */
const deliver = async (): Promise<void> => {
  const records = await joins.take();
  if (records.length === 0) return;
  expect(await numberArrivals({ Records: [...records] })).toEqual({ batchItemFailures: [] });
};

/** POST, the numbering, DELETE. */
const joinAndLeave = async (concertId: string, userId: string, now: number): Promise<void> => {
  await joinQueue(visitOf(concertId, userId), OPTIONS, now);
  await deliver();
  await leaveQueue(visitOf(concertId, userId), () => now);
};

/** Joins past join-queue, as if its pause had been got round. */
const joinPast = async (
  concertId: string,
  userId: string,
  generation: number,
  joinedAt = systemClock(),
): Promise<void> => {
  const body = JSON.stringify({ concertId, userId, lane: "GENERAL", generation, joinedAt });
  const record = { messageId: randomUUID(), body, attributes: { SentTimestamp: "1" } };
  await numberArrivals({ Records: [record] } as unknown as Parameters<typeof numberArrivals>[0]);
};

const isStart = (write: Readonly<Record<string, unknown>>): boolean =>
  String(write["UpdateExpression"]).includes("arrival = :arrival");

/** As if there were no pause: each join seems an hour later than the last. @returns how many numbers have been issued */
const loopWithoutPause = async (concertId: string, userId: string, rounds: number): Promise<number> => {
  for (let generation = 1; generation <= rounds; generation += 1) {
    await joinPast(concertId, userId, generation, systemClock() + 3600 * generation);
    await leaveQueue(visitOf(concertId, userId), systemClock);
  }
  return (await queueOf(concertId)).lanes.GENERAL.issued;
};

/** For the positive control: what is written off is put where nobody looks. */
const ignoreWriteOffs = (): void => {
  dynamo.middlewareStack.add(
    (next) => (args) => {
      const { TransactItems: items = [] } = args.input as {
        TransactItems?: { Update?: { Key?: Record<string, unknown> } }[];
      };
      for (const { Update: update } of items) {
        const pk = String(update?.Key?.["pk"]);
        if (update && pk.startsWith("GONE#")) update.Key = { ...update.Key, pk: `NOWHERE#${pk}` };
      }
      return next(args);
    },
    { step: "initialize", name: "ignored", override: true },
  );
};

const statusIn = async (concertId: string, userId: string, now: number) =>
  (await readPlaceStatus(await queueOf(concertId), userId, undefined, now)).kind;

/** Ticks twice. @returns how somebody who joins now stands then */
const newcomerAfterTwoTicks = async (concertId: string, now: number) => {
  const [newcomer = ""] = people(1, "newcomer");
  await joinQueue(visitOf(concertId, newcomer), OPTIONS, now);
  await deliver();
  await tickNow(concertId, now + 1);
  await tickNow(concertId, now + 2);
  return statusIn(concertId, newcomer, now + 2);
};

/** How long the account goes on, in seconds of the sale: ticks go on meanwhile. */
const LOOP_SECONDS = Number(process.env["GHOST_LOOP_SECONDS"] ?? 60);

describe("an account that joins and leaves in a loop", () => {
  it(`Q10: for ${LOOP_SECONDS} s of the sale gets few numbers, and a newcomer is admitted within two ticks`, async () => {
    const { concertId } = await createSale({ settings: { maxActive: CAP, admitPerTick: CAP } });
    const [loop = ""] = people(1, "loop");
    const start = systemClock();
    let refused = 0;
    for (let second = 0; second < LOOP_SECONDS; second += 1) {
      await joinAndLeave(concertId, loop, start + second).catch((error: unknown) => {
        if (!(error instanceof Problem && error.code === "TOO_MANY_REQUESTS")) throw error;
        refused += 1;
      });
      if (second % 5 === 0) await tickNow(concertId, start + second);
    }
    const { issued } = (await queueOf(concertId)).lanes.GENERAL;

    expect(issued).toBeLessThanOrEqual(9);
    expect(refused).toBeGreaterThan(LOOP_SECONDS / 2);
    expect(await newcomerAfterTwoTicks(concertId, start + LOOP_SECONDS)).toBe("admitted");
  });

  it("Q10: even without the pause costs no room: a newcomer is admitted within two ticks", async () => {
    const { concertId } = await createSale({ settings: { maxActive: CAP, admitPerTick: CAP } });
    const [loop = ""] = people(1, "loop");

    expect(await loopWithoutPause(concertId, loop, CAP + 10)).toBe(CAP + 10);

    expect(await newcomerAfterTwoTicks(concertId, systemClock())).toBe("admitted");
  });

  it("Q10 positive control: with what is written off ignored, the newcomer waits behind the ghosts", async () => {
    const { concertId } = await createSale({ settings: { maxActive: CAP, admitPerTick: CAP } });
    const [loop = ""] = people(1, "loop");
    ignoreWriteOffs();

    await loopWithoutPause(concertId, loop, CAP + 10);
    const status = await newcomerAfterTwoTicks(concertId, systemClock());
    dynamo.middlewareStack.remove("ignored");

    expect(status).toBe("waiting");
  });

  it("Q10: is refused with Retry-After, and its join starts no place even if it is sent past that", async () => {
    const { concertId } = await createSale();
    const [loop = ""] = people(1, "loop");
    const now = systemClock();
    for (let round = 0; round < 5; round += 1) await joinAndLeave(concertId, loop, now);

    const refusal = await joinQueue(visitOf(concertId, loop), OPTIONS, now).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS", headers: { "retry-after": "5" } });
    await joinPast(concertId, loop, 6);
    expect(await readPlace(concertId, loop)).toMatchObject({ generation: 5 });

    await joinQueue(visitOf(concertId, loop), OPTIONS, now + 5);
    await deliver();
    expect(await readPlace(concertId, loop)).toMatchObject({ generation: 6, endedAt: undefined });
  });

  it("Q10 positive control: without the condition, a join that is sent past the refusal starts a place", async () => {
    const { concertId } = await createSale();
    const { numberArrival } = await import("#functions/queue/place-store.ts");
    const [loop = ""] = people(1, "loop");
    const now = systemClock();
    for (let round = 0; round < 5; round += 1) await joinAndLeave(concertId, loop, now);
    const again = { concertId, userId: loop, generation: 6, joinedAt: now + 1 };

    expect(await numberArrival(again, 6)).toBe("refused");
    await withoutCondition(isStart, () => numberArrival(again, 6));

    expect((await readPlace(concertId, loop))?.generation).toBe(6);
  });
});

describe("people who leave before their turn", () => {
  const leave = (concertId: string, userIds: readonly string[], now: number) =>
    Promise.all(userIds.map((userId) => leaveQueue(visitOf(concertId, userId), () => now)));
  const activeIn = async (concertId: string, now: number): Promise<number> =>
    activeOf(await readCountedShards(await queueOf(concertId), now), now, 2);

  it("Q10: are passed over: the tick admits as many people as if they had never come", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 5, admitPerTick: 5 } });
    const crowd = people(20);
    await join(concertId, crowd);
    const now = systemClock();
    await leave(concertId, crowd.slice(1, 10), now);

    expect((await tickNow(concertId, now)).admitted).toBe(5);

    const { served, vacant } = (await queueOf(concertId)).lanes.GENERAL;
    expect([served, vacant]).toEqual([14, 0]);
    expect(await activeIn(concertId, now)).toBe(5);
    expect((await queueOf(concertId)).stats).toMatchObject({ active: 5, admittedPerMinute: 5, skipped: 9 });
  });

  it("Q10: with the turn offered give their room to the next tick", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 5, admitPerTick: 5 } });
    const crowd = people(8);
    await join(concertId, crowd);
    const now = systemClock();
    await tickNow(concertId, now);
    await leave(concertId, crowd.slice(0, 3), now);

    expect(await activeIn(concertId, now)).toBe(2);
    expect((await tickNow(concertId, now + 1)).admitted).toBe(3);
    expect(await statusIn(concertId, crowd[7] ?? "", now + 1)).toBe("admitted");
  });

  it("Q10: left the lobby, before the draw or after it, are passed over wherever the draw put them", async () => {
    const { concertId } = await createSale({ isDrawn: false, settings: { maxActive: 6, admitPerTick: 6 } });
    const lobby = people(12);
    await join(concertId, lobby);
    const now = systemClock();
    await leave(concertId, lobby.slice(0, 3), now);
    await drawLobby(await queueOf(concertId));
    // By now, every function has seen the draw.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await leave(concertId, lobby.slice(3, 6), now);

    expect((await tickNow(concertId, now)).admitted).toBe(6);

    const statuses = await Promise.all(lobby.slice(6).map((userId) => statusIn(concertId, userId, now)));
    expect(statuses).toEqual(Array.from({ length: 6 }, () => "admitted"));
  });

  it("Q10: whose turn ran out and who join again count once", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 2, admitPerTick: 2, claimSeconds: 10 } });
    const [mina = ""] = people(1);
    await join(concertId, [mina]);
    const now = systemClock();
    await tickNow(concertId, now);
    await expect(joinQueue(visitOf(concertId, mina), OPTIONS, now + 10)).rejects.toThrow("QUEUE_TOKEN_EXPIRED");
    await joinQueue(visitOf(concertId, mina), OPTIONS, now + 10);
    await deliver();
    await tickNow(concertId, now + 11);

    expect(await activeIn(concertId, now + 11)).toBe(1);
  });
});

/** Somebody who has left the lobby, their place there, and the join with which they come back. */
const leftLobby = async () => {
  const { concertId } = await createSale({ isDrawn: false });
  const [mina = ""] = people(1);
  await join(concertId, [mina]);
  const now = systemClock();
  await leaveQueue(visitOf(concertId, mina), () => now);
  const left = await readPlace(concertId, mina);
  if (left === undefined) throw new Error("no place");
  const again = { concertId, userId: mina, lane: "GENERAL", generation: 2, joinedAt: now } as const;
  return { concertId, mina, now, left, again };
};

describe("an account that leaves the lobby and joins again", () => {
  it("Q10, Q12: gets its arrival back, so that the draw counts it once", async () => {
    const { concertId } = await createSale({ isDrawn: false, settings: { maxActive: 2, admitPerTick: 2 } });
    const [mina = "", jun = ""] = people(2);
    await join(concertId, [mina, jun]);
    const now = systemClock();
    await leaveQueue(visitOf(concertId, mina), () => now);
    await joinQueue(visitOf(concertId, mina), OPTIONS, now);
    await deliver();

    expect(await readPlace(concertId, mina)).toMatchObject({ generation: 2, arrival: 1, endedAt: undefined });
    expect((await queueOf(concertId)).lanes.GENERAL.issued).toBe(2);
    await tickNow(concertId, now);
    expect(await statusIn(concertId, mina, now)).toBe("admitted");
    expect(activeOf(await readCountedShards(await queueOf(concertId), now), now, 2)).toBe(2);
  });

  it("Q3, Q10: gets another arrival after the draw, for ticks count on what is written off", async () => {
    const { concertId, mina, left, again } = await leftLobby();
    await drawLobby(await queueOf(concertId));

    expect(await takeArrivalBack(again, left)).toBe(false);
    await joinPast(concertId, mina, 2);

    const place = await readPlace(concertId, mina);
    expect(place?.arrival).not.toBe(1);
    expect(numberOf(await queueOf(concertId), place?.arrival ?? 0)).toBeGreaterThan(0);
  });

  it("Q3 positive control: without the condition on the draw, it is live with a number that ticks leave out", async () => {
    const { concertId, mina, now, left, again } = await leftLobby();
    await drawLobby(await queueOf(concertId));
    await join(concertId, people(1));
    await tickNow(concertId, now);

    const isDraw = (write: Readonly<Record<string, unknown>>) =>
      write["UpdateExpression"] === undefined && String(write["ConditionExpression"]).includes("drawnTo");
    dynamo.middlewareStack.add(
      (next) => (args) => {
        const input = args.input as { TransactItems?: Record<string, Record<string, unknown>>[] };
        const { TransactItems: items = [] } = input;
        if (items.length > 0) input.TransactItems = items.filter((item) => !Object.values(item).some(isDraw));
        return next(args);
      },
      { step: "initialize", name: "ignored", override: true },
    );
    expect(await takeArrivalBack(again, left)).toBe(true);
    dynamo.middlewareStack.remove("ignored");

    expect(await statusIn(concertId, mina, now)).toBe("admitted");
    expect((await queueOf(concertId)).stats.active).toBe(1);
  });
});

describe("the budget of", () => {
  it("a tick: nobody has left, and half a read unit more for each lane in which somebody may be admitted", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 10 } });
    await join(concertId, people(20));
    await tickNow(concertId);
    const now = systemClock() + TICK_OPTIONS.tickSeconds;

    // The queue, its cohorts, the count of their shard, the vacant numbers.
    expect((await unitsOf(() => tickNow(concertId, now))).read).toBeLessThanOrEqual(3);
  });

  it("a join that is delivered again: half a read unit, and no number", async () => {
    const { concertId } = await createSale();
    const [mina = ""] = people(1);
    await joinPast(concertId, mina, 1);

    expect(await unitsOf(() => joinPast(concertId, mina, 1))).toMatchObject({ read: 0.5, write: 0 });
    expect((await queueOf(concertId)).lanes.GENERAL.issued).toBe(1);
  });
});

describe("two batches at once with one join", () => {
  it("Q10: write off the arrival that the join does not get, and nobody else's", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 2, admitPerTick: 2 } });
    const [mina = "", jun = ""] = people(2);
    await Promise.all([1, 2, 3, 4].map(() => joinPast(concertId, mina, 1)));
    await joinPast(concertId, jun, 1);
    const now = systemClock();
    await tickNow(concertId, now);

    expect(await statusIn(concertId, mina, now)).toBe("admitted");
    expect(await statusIn(concertId, jun, now)).toBe("admitted");
  });
});

import { afterAll, describe, expect, it } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, AMPLE, claim, createSale, join, queueOf, people, servedOf, TICK_OPTIONS, tickNow } = await import(
  "#test/integration/support/sale.ts"
);
const { activeOf } = await import("#functions/queue/rules/admission.ts");
const { readCountedShards, tick } = await import("#functions/queue/admission-tick.ts");
const { LANE_START } = await import("#functions/queue/rules/queue-state.ts");
const { NONE_VACANT } = await import("#functions/queue/rules/vacant-numbers.ts");
const { closeShard } = await import("#functions/queue/cohort-store.ts");
const { changeSettings, drawLobby, readQueue, takeArrivals } = await import("#functions/queue/queue-store.ts");
const { endPlace, leaveBeforeArrival, numberArrival, readPlace } = await import("#functions/queue/place-store.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

afterAll(() => environment.stop());

const placeStatusOf = async (concertId: string, userId: string, now = systemClock()) =>
  readPlaceStatus(await queueOf(concertId), userId, undefined, now);

const activeIn = async (concertId: string, now = systemClock()): Promise<number> =>
  activeOf(await readCountedShards(await queueOf(concertId), now), now, 2);

describe("joining", () => {
  it("Q2: gives every batch a block of its own, whatever runs at once", async () => {
    const { concertId } = await createSale();

    const firsts = await Promise.all(Array.from({ length: 20 }, () => takeArrivals(concertId, "GENERAL", 10)));

    expect(firsts.map((taken) => taken?.first ?? 0).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index * 10 + 1),
    );
    expect((await queueOf(concertId)).lanes.GENERAL.issued).toBe(200);
  });

  it("Q1: numbers a place once, however often its join is delivered", async () => {
    const { concertId } = await createSale();
    const mina = { concertId, userId: "mina", generation: 1, joinedAt: systemClock() };

    const used = await Promise.all([1, 2, 3, 4].map((arrival) => numberArrival(mina, arrival)));

    expect(used.toSorted()).toEqual(["numbered", "unused", "unused", "unused"]);
    const { arrival } = (await readPlace(concertId, "mina")) ?? {};
    await numberArrival(mina, 99);
    expect((await readPlace(concertId, "mina"))?.arrival).toBe(arrival);
  });

  it("Q1: an old join that arrives after the place has ended starts no new one", async () => {
    const { concertId } = await createSale();
    const first = { concertId, userId: "mina", generation: 1, joinedAt: systemClock() };
    await numberArrival(first, 1);
    const place = await readPlace(concertId, "mina");
    if (place) await transact(endPlace(place, "LEFT", systemClock()));

    expect(await numberArrival(first, 2)).toBe("unused");
    expect(await numberArrival({ ...first, generation: 2 }, 3)).toBe("numbered");
    expect(await numberArrival({ ...first, generation: 2 }, 4)).toBe("unused");
    expect(await readPlace(concertId, "mina")).toMatchObject({ generation: 2, arrival: 3, endedAt: undefined });
  });

  it("Q1: a user who leaves before being numbered is not numbered later", async () => {
    const { concertId } = await createSale();
    const mina = { concertId, userId: "mina", generation: 1, joinedAt: systemClock() };

    expect(await leaveBeforeArrival(mina, systemClock())).toBe(true);

    expect(await numberArrival(mina, 1)).toBe("unused");
    expect(await placeStatusOf(concertId, "mina")).toMatchObject({ kind: "absent", nextGeneration: 2 });
    expect(await numberArrival({ ...mina, generation: 2 }, 2)).toBe("numbered");
    expect(await leaveBeforeArrival({ ...mina, generation: 2 }, systemClock())).toBe(false);
  });

  it("takes no arrivals for a concert that does not exist", async () => {
    expect(await takeArrivals("con_none", "GENERAL", 5)).toBeUndefined();
    expect(await readQueue("con_none")).toBeUndefined();
  });
});

describe("the draw", () => {
  it("Q7: happens once, in one write, and takes everybody who has an arrival", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    await takeArrivals(concertId, "GENERAL", 40);

    const queue = await queueOf(concertId);
    await Promise.all([drawLobby(queue), drawLobby(queue)]);
    await takeArrivals(concertId, "GENERAL", 2);
    await drawLobby(queue);

    // And the reserve of the lobby with them.
    expect(await queueOf(concertId)).toMatchObject({ lanes: { GENERAL: { lateTo: 40, drawnTo: 45, issued: 47 } } });
  });

  it("Q7: does not happen on an opening time that has been changed meanwhile", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    const queue = await queueOf(concertId);
    const later = { ...queue.settings, opensAt: queue.settings.opensAt + 600 };
    await transact([changeSettings(queue, later, { ifNotDrawn: true })]);

    await drawLobby(queue);

    expect((await queueOf(concertId)).lanes.GENERAL.drawnTo).toBeUndefined();
    expect((await transact([changeSettings(queue, later, { ifNotDrawn: true })])).kind).toBe("refused");
  });

  it("Q2, Q7: gives the lobby its numbers by lot, and whoever comes later the next ones", async () => {
    const { concertId } = await createSale({ isDrawn: false });
    const lobby = people(12);
    await join(concertId, lobby);
    const waiting = await placeStatusOf(concertId, lobby[0] ?? "");
    expect(waiting).toMatchObject({ kind: "waiting", number: null });

    await drawLobby(await queueOf(concertId));
    const late = people(2, "late");
    await join(concertId, late);

    const statuses = await Promise.all([...lobby, ...late].map((userId) => placeStatusOf(concertId, userId)));
    const numbers = statuses.map((placeStatus) => ("number" in placeStatus ? placeStatus.number : undefined));
    const { drawnTo = 0 } = (await queueOf(concertId)).lanes.GENERAL;
    const drawn = numbers.slice(0, 12).map(Number);
    expect(drawn).not.toEqual(drawn.toSorted((a, b) => a - b));
    expect(new Set(drawn).size).toBe(12);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(drawnTo);
    expect(numbers.slice(12)).toEqual([drawnTo + 1, drawnTo + 2]);
  });
});

describe("admission", () => {
  it("Q3: of ticks at once, only one admits", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 30, admitPerTick: 20 } });
    await join(concertId, people(100));

    const results = await Promise.all(Array.from({ length: 8 }, () => tickNow(concertId)));

    expect(results.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(await servedOf(concertId));
    expect(await activeIn(concertId)).toBeLessThanOrEqual(30);
  });

  it("Q11: ten ticks at once, and ten more right after each other, admit no more than one", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 1000, admitPerTick: 20 } });
    await join(concertId, people(100));
    const now = systemClock();
    const once = () => tickNow(concertId, now);

    await Promise.all(Array.from({ length: 10 }, once));
    for (let index = 0; index < 10; index += 1) await once();

    expect(await servedOf(concertId)).toBe(20);
    await tickNow(concertId, now + TICK_OPTIONS.tickSeconds);
    expect(await servedOf(concertId)).toBe(40);
  });

  it("Q11: a decision that was made before the pace was written again is refused", async () => {
    const { concertId } = await createSale({ settings: { admitPerTick: 20 } });
    await join(concertId, people(100));
    const { writeDecision } = await import("#functions/queue/queue-store.ts");
    const { decide } = await import("#functions/queue/rules/admission.ts");
    const queue = await queueOf(concertId);
    const at = (now: number) =>
      decide({ now, clockId: "test", shards: [], vacant: NONE_VACANT, inventory: AMPLE, queue }, TICK_OPTIONS);
    const decision = at(systemClock());
    // As after a clock was set back: the pace is written, and nobody is admitted.
    await writeDecision(queue, { ...decision, admitted: [], served: { GENERAL: 0, PRESALE: LANE_START.PRESALE } });

    expect((await writeDecision(queue, decision)).kind).toBe("refused");
    const admittedAnyway = withoutCondition(
      (write) => String(write["UpdateExpression"]).includes("served"),
      () => writeDecision(queue, decision),
    );
    expect((await admittedAnyway).kind).toBe("committed");
  });

  it("Q11: after the clock was set back an hour, somebody whose turn has come is admitted within two ticks", async () => {
    const { concertId } = await createSale({ settings: { admitPerTick: 1 } });
    const [first = "", second = ""] = people(2);
    await join(concertId, [first, second]);
    const now = systemClock();
    await tickNow(concertId, now);

    await tickNow(concertId, now - 3600);
    expect((await placeStatusOf(concertId, second, now - 3600)).kind).toBe("waiting");
    await tickNow(concertId, now - 3600 + TICK_OPTIONS.tickSeconds);

    expect((await placeStatusOf(concertId, second, now - 3600 + TICK_OPTIONS.tickSeconds)).kind).toBe("admitted");
  });

  it("Q3: fills up to the cap and no further, tick after tick", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 30, admitPerTick: 20 } });
    await join(concertId, people(100));

    for (let index = 0; index < 4; index += 1) await tickNow(concertId);

    expect(await servedOf(concertId)).toBe(30);
    expect(await activeIn(concertId)).toBe(30);
  });

  it("Q3 positive control: without the condition on the queue, ticks at once break the cap", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 30, admitPerTick: 30 } });
    await join(concertId, people(100));
    const queue = await queueOf(concertId);
    const { writeDecision } = await import("#functions/queue/queue-store.ts");
    const { decide } = await import("#functions/queue/rules/admission.ts");
    const facts = { now: systemClock(), clockId: "test", shards: [], vacant: NONE_VACANT, inventory: AMPLE };
    const decision = decide({ ...facts, queue }, TICK_OPTIONS);
    const { GENERAL: lane, PRESALE } = queue.lanes;
    const late = decide(
      { ...facts, queue: { ...queue, lanes: { GENERAL: { ...lane, served: 30 }, PRESALE } } },
      TICK_OPTIONS,
    );

    await writeDecision(queue, decision);
    expect((await writeDecision(queue, late)).kind).toBe("refused");
    await withoutCondition(
      (write) => String(write["UpdateExpression"]).includes("served"),
      () => writeDecision(queue, late),
    );

    expect(await activeIn(concertId)).toBeGreaterThan(30);
  });

  it("Q5: gives the places of no-shows to the next, once claims are over on every clock", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 10, admitPerTick: 10, claimSeconds: 20 } });
    const crowd = people(20);
    await join(concertId, crowd);
    const start = systemClock();
    await tickNow(concertId, start);
    await Promise.all(crowd.slice(0, 4).map((userId) => claim(concertId, userId, start)));

    expect((await tickNow(concertId, start + 21)).admitted).toBe(0);
    expect((await tickNow(concertId, start + 22)).admitted).toBe(6);
    expect(await activeIn(concertId, start + 22)).toBe(10);
  });

  it("Q3: a late claim is refused once its shard is closed, and the place counts as expired", async () => {
    const { concertId } = await createSale({ settings: { claimSeconds: 20 } });
    const [mina = ""] = people(1);
    await join(concertId, [mina]);
    const start = systemClock();
    await tickNow(concertId, start);
    const [shard] = await readCountedShards(await queueOf(concertId), systemClock());
    if (shard) await closeShard(concertId, shard);

    // Its own clock says that there is still time.
    expect((await placeStatusOf(concertId, mina, start + 5)).kind).toBe("expired");
    expect((await readPlace(concertId, mina))?.claimedAt).toBeUndefined();
  });

  it("Q1: a turn is claimed once, from any number of devices", async () => {
    const { concertId } = await createSale();
    const [mina = ""] = people(1);
    await join(concertId, [mina]);
    await tickNow(concertId);

    const statuses = await Promise.all(Array.from({ length: 6 }, () => placeStatusOf(concertId, mina)));

    expect(statuses.filter(({ kind }) => kind === "admitted").length).toBeGreaterThan(0);
    expect((await readCountedShards(await queueOf(concertId), systemClock()))[0]?.claimed).toBe(1);
  });

  it("Q6: a pass is over at expiresAt, and its owner may join again at the end", async () => {
    const { concertId } = await createSale({ settings: { passSeconds: 30, claimSeconds: 20 } });
    const [mina = ""] = people(1);
    await join(concertId, [mina]);
    const start = systemClock();
    await tickNow(concertId, start);
    const { expiresAt = 0 } = await claim(concertId, mina, start);

    expect((await placeStatusOf(concertId, mina, expiresAt - 1)).kind).toBe("admitted");
    const expired = await placeStatusOf(concertId, mina, expiresAt);
    expect(expired.kind).toBe("expired");
    if (expired.kind === "expired") await transact(endPlace(expired.place, "EXPIRED", expiresAt));
    expect(await placeStatusOf(concertId, mina, expiresAt)).toMatchObject({ kind: "absent", nextGeneration: 2 });
  });

  it("Q3, Q5: a user who leaves gives room once, however often the leaving is repeated", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 3, admitPerTick: 10 } });
    const crowd = people(5);
    await admit(concertId, crowd.slice(0, 3));
    await join(concertId, crowd.slice(3));
    const place = await readPlace(concertId, crowd[0] ?? "");
    if (!place) throw new Error("no place");

    await Promise.all(Array.from({ length: 5 }, () => transact(endPlace(place, "LEFT", systemClock()))));

    expect(await activeIn(concertId)).toBe(2);
    expect((await tickNow(concertId)).admitted).toBe(1);
  });

  it("Q3: a changed setting refuses the tick that had read the old one", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 100 } });
    await join(concertId, people(50));
    const lowered = async () => {
      const queue = await queueOf(concertId);
      await transact([changeSettings(queue, { ...queue.settings, maxActive: 5 }, { ifNotDrawn: false })]);
      return AMPLE;
    };

    const result = await tick(concertId, lowered, systemClock, TICK_OPTIONS);

    expect(result.admitted).toBe(0);
    await tickNow(concertId);
    expect(await servedOf(concertId)).toBe(5);
  });

  it("Q5: a number that nobody has delays nobody", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 4, admitPerTick: 4, claimSeconds: 10 } });
    await takeArrivals(concertId, "GENERAL", 4);
    const [mina = ""] = people(1);
    await join(concertId, [mina]);
    const start = systemClock();

    await tickNow(concertId, start);
    await tickNow(concertId, start + 12);

    expect((await placeStatusOf(concertId, mina, start + 12)).kind).toBe("admitted");
  });

  it("admits nobody when nothing is free, says that it is sold out, and opens again by itself", async () => {
    const { concertId } = await createSale();
    await join(concertId, people(3));
    const inventory = (free: number) => () => Promise.resolve({ ...AMPLE, capacity: 9, free });

    await tick(concertId, inventory(0), systemClock, TICK_OPTIONS);
    expect(await queueOf(concertId)).toMatchObject({ soldOut: true, lanes: { GENERAL: { served: 0 } } });
    await tick(concertId, inventory(2), systemClock, TICK_OPTIONS);
    expect(await queueOf(concertId)).toMatchObject({ soldOut: false, lanes: { GENERAL: { served: 2 } } });
  });
});

describe("the lanes", () => {
  it("Q2, Q4: are numbered, drawn and admitted apart, and share a tick", async () => {
    const presale = { group: "fans", sharePercent: 50 };
    const { concertId } = await createSale({ isDrawn: false, settings: { presale, maxActive: 4, admitPerTick: 4 } });
    const [fans, others] = [people(4, "fan"), people(4)];
    await join(concertId, fans, "PRESALE");
    await join(concertId, others);
    await tickNow(concertId);
    await join(concertId, ["late"], "PRESALE");

    const statuses = await Promise.all([...fans, ...others, "late"].map((userId) => placeStatusOf(concertId, userId)));
    const numbers = statuses.map((placeStatus) => ("number" in placeStatus ? Number(placeStatus.number) : 0));

    const { GENERAL, PRESALE } = (await queueOf(concertId)).lanes;
    const first = LANE_START.PRESALE + 1;
    expect(new Set(numbers).size).toBe(9);
    expect(numbers.slice(0, 4).every((number) => number >= first && number <= (PRESALE.drawnTo ?? 0))).toBe(true);
    expect(numbers.slice(4, 8).every((number) => number >= 1 && number <= (GENERAL.drawnTo ?? 0))).toBe(true);
    expect(numbers[8]).toBe((PRESALE.drawnTo ?? 0) + 1);
    // Two of each lane; the numbers of the reserve between them are nobody's.
    expect(numbers.slice(0, 4).filter((number) => number <= PRESALE.served)).toHaveLength(2);
    expect(numbers.slice(4, 8).filter((number) => number <= GENERAL.served)).toHaveLength(2);
    expect(statuses.filter(({ kind }) => kind === "admitted")).toHaveLength(4);
    expect(await activeIn(concertId)).toBe(4);
  });
});

describe("a large cohort", () => {
  it("Q3: is counted in shards, and a crowd of claims at once loses none", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 250, admitPerTick: 250 } });
    const crowd = people(250);
    await admit(concertId, crowd);

    const shards = await readCountedShards(await queueOf(concertId), systemClock());

    expect(shards.map(({ from, to, claimed }) => [from, to, claimed])).toEqual([
      [1, 100, 100],
      [101, 200, 100],
      [201, 250, 50],
    ]);
  });
});

it("Q2 positive control: without the condition on the place, a redelivered join moves a place", async () => {
  const { concertId } = await createSale();
  const mina = { concertId, userId: "mina", generation: 1, joinedAt: systemClock() };
  await numberArrival(mina, 1);

  await withoutCondition(
    (write) => JSON.stringify(write["UpdateExpression"] ?? "").includes("arrival"),
    () => numberArrival(mina, 2),
  );

  expect((await readPlace(concertId, "mina"))?.arrival).toBe(2);
});

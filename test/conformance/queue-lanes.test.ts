import { describe, expect } from "@jest/globals";
import { call } from "#test/conformance/support/client.ts";
import { changeQueue, inSeconds, openConcert, openSoon, readQueueStats } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid } from "#test/conformance/support/problem.ts";
import { join, readPlace, readQueue, SMALL_RESERVE, takeNumber, waitForTurn } from "#test/conformance/support/queue.ts";
import { newMembers, newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const GROUP = "fan-club";
const members = await newMembers(12, GROUP);
const test = testWith(operator, members);
const PRESALE_FIRST = 1_000_000_001;

const pool = [...(members ?? [])];
const take = (count: number) => pool.splice(0, count);

describe("The presale lane", () => {
  test("Q2: is for members of the group; nobody else has its numbers", async () => {
    const { concertId } = await openConcert({ queue: { presale: { group: GROUP } } });
    await changeQueue(concertId, { paused: true });
    const [fans, others] = [take(2), await newUsers(2)];

    const places = await Promise.all([...fans, ...others].map((user) => takeNumber(concertId, user)));

    expect(places.map(({ lane }) => lane)).toEqual(["PRESALE", "PRESALE", "GENERAL", "GENERAL"]);
    expect(new Set(places.map(({ number }) => number)).size).toBe(4);
    for (const { number } of places.slice(0, 2)) expect(number).toBeGreaterThanOrEqual(PRESALE_FIRST);
    for (const { number } of places.slice(2)) expect(number).toBeLessThan(PRESALE_FIRST);
    expect((await readQueue(concertId)).presale).toMatchObject({ sharePercent: 30, served: PRESALE_FIRST - 1 });
    expect((await readQueueStats(concertId)).presale).toMatchObject({ waiting: 2 });
  });

  test("Q4: gets its share of each tick, and the general lane gets what it does not use", async () => {
    const queue = { maxActive: 4, admitPerTick: 4, presale: { group: GROUP, sharePercent: 50 } };
    const { concertId } = await openConcert({ queue });
    await changeQueue(concertId, { paused: true });
    const fans = take(6);
    const others = await newUsers(2);
    for (const user of [...others, ...fans]) await takeNumber(concertId, user);

    await changeQueue(concertId, { paused: false });
    const queueNow = await until("four are admitted", async () => {
      const { served, presale } = await readQueue(concertId);
      return served + (presale?.served ?? 0) >= PRESALE_FIRST + 3 ? { served, presale } : undefined;
    });
    await changeQueue(concertId, { maxActive: 8 });
    await until("everyone is admitted", async () =>
      (await readQueueStats(concertId)).waiting === 0 ? true : undefined,
    );

    expect(queueNow.served).toBe(2);
    expect(queueNow.presale?.served).toBe(PRESALE_FIRST + 1);
  });

  test("Q7: has its own draw, and everyone comes in", async () => {
    const { concertId } = await openConcert({ opensAt: inSeconds(3600), queue: { presale: { group: GROUP } } });
    const [fans, others] = [take(3), await newUsers(2)];
    await Promise.all([...fans, ...others].map((user) => join(concertId, user)));
    await openSoon(concertId);

    const { draw } = await until("the draw", async () => {
      const queue = await readQueue(concertId);
      return queue.draw.seed === null ? undefined : queue;
    });
    const places = await Promise.all(fans.map((user) => waitForTurn(concertId, user)));

    expect(draw).toMatchObject({ lobbySize: 2 + SMALL_RESERVE, presaleLobbySize: 3 + SMALL_RESERVE });
    const numbers = places.map(({ number }) => Number(number));
    expect(new Set(numbers).size).toBe(3);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(PRESALE_FIRST);
    expect(Math.max(...numbers)).toBeLessThan(PRESALE_FIRST + 3 + SMALL_RESERVE);
  });

  test("its share can change during the sale, if the concert has the lane", async () => {
    const [withLane, without] = await Promise.all([
      openConcert({ queue: { presale: { group: GROUP } } }),
      openConcert(),
    ]);

    expect((await changeQueue(withLane.concertId, { presaleSharePercent: 60 })).settings.presale).toEqual({
      group: GROUP,
      sharePercent: 60,
    });
    const refused = await call("PATCH", `/v1/admin/concerts/${without.concertId}/queue`, {
      user: operator,
      body: { presaleSharePercent: 60 },
    });
    expectInvalid(refused);
    expect((await readPlace(without.concertId, await newUser())).status).toBe(404);
  });
});

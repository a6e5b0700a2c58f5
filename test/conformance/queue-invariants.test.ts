import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect } from "@jest/globals";
import { held, paid, toppedUp } from "#test/conformance/support/bookings.ts";
import { addPerformance, changeQueue, openConcert, readQueueStats } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import {
  join,
  leave,
  readPlace,
  readQueue,
  takeNumber,
  untilQueue,
  waitForTurn,
} from "#test/conformance/support/queue.ts";
import type { User } from "#test/conformance/support/users.ts";
import { crowd, newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const MAX_ACTIVE = 10;
const CROWD_SECONDS_MAX = 90;

describe("Invariants of the queue", () => {
  test("Q1: one user on ten devices at once has one number", async () => {
    const { concertId } = await openConcert();
    await changeQueue(concertId, { paused: true });
    const user = await newUser();

    const devices = await Promise.all(Array.from({ length: 10 }, () => join(concertId, user)));
    const { number } = await takeNumber(concertId, user);
    const seen = await Promise.all(devices.map((device) => readPlace(concertId, user, device.body.token)));

    for (const device of devices) expect([200, 201]).toContain(device.status);
    expect(seen.map((response) => response.body.number)).toEqual(devices.map(() => number));
  });

  test(`Q2: no two of ${crowd(100)} users who join at once share a number, and a known number stays`, async () => {
    const { concertId } = await openConcert();
    await changeQueue(concertId, { paused: true });
    const users = await newUsers(crowd(100));

    const places = await Promise.all(users.map((user) => takeNumber(concertId, user)));
    const later = await Promise.all(users.map((user) => readPlace(concertId, user)));

    expect(new Set(places.map((place) => place.number)).size).toBe(users.length);
    expect(later.map((response) => response.body.number)).toEqual(places.map((place) => place.number));
    expect((await readQueue(concertId)).issued).toBeGreaterThanOrEqual(users.length);
  });

  test(
    `Q3: never more than maxActive inside while ${crowd(60)} users join, claim their turns and leave`,
    async () => {
      const { concertId } = await openConcert({ queue: { maxActive: MAX_ACTIVE, admitPerTick: MAX_ACTIVE } });
      const users = await newUsers(crowd(60));
      const inside = new Set<string>();
      let insideMax = 0;
      const activeSeen: number[] = [];
      const visits = new AbortController();

      const visit = async (user: User): Promise<void> => {
        await waitForTurn(concertId, user);
        inside.add(user.name);
        insideMax = Math.max(insideMax, inside.size);
        await sleep(100);
        inside.delete(user.name);
        expect((await leave(concertId, user)).status).toBe(204);
      };
      const watch = async (): Promise<void> => {
        while (!visits.signal.aborted) {
          activeSeen.push((await readQueueStats(concertId)).active);
          await sleep(150);
        }
      };
      const watching = watch();
      await Promise.all(users.map(visit)).finally(() => visits.abort());
      await watching;

      expect(Math.max(...activeSeen)).toBeLessThanOrEqual(MAX_ACTIVE);
      expect(Math.max(...activeSeen)).toBeGreaterThan(0);
      expect(insideMax).toBeLessThanOrEqual(MAX_ACTIVE);
    },
    CROWD_SECONDS_MAX * 1000,
  );

  test("Q4: a user whose number is not yet served waits, and lower numbers are served first", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1, admitPerTick: 1 } });
    const [first, second] = await newUsers(2);
    const low = await takeNumber(concertId, first);
    const high = await takeNumber(concertId, second);

    const admitted = await waitForTurn(concertId, first);
    const waiting = await join(concertId, second);

    expect(low.number).toBeLessThan(high.number);
    expect(admitted.status).toBe("ADMITTED");
    expect(waiting.body).toMatchObject({ status: "WAITING", number: high.number });
    expect((await readQueue(concertId)).served).toBeLessThan(high.number);
  });

  test("Q5: the place of a no-show goes to the next user after claimSeconds", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1, claimSeconds: 1 } });
    const [absent, present] = await newUsers(2);
    await changeQueue(concertId, { paused: true });
    const missed = await takeNumber(concertId, absent);
    await takeNumber(concertId, present);

    await changeQueue(concertId, { paused: false });
    await until("the first turn", async () =>
      (await readQueue(concertId)).served >= missed.number ? true : undefined,
    );
    // The next user comes, and gets more than a second to claim.
    await changeQueue(concertId, { claimSeconds: 60 });
    const admitted = await waitForTurn(concertId, present);
    const late = await join(concertId, absent);

    expect(admitted.number).toBeGreaterThan(missed.number);
    expectProblem(late, 410, "QUEUE_TOKEN_EXPIRED");
  });

  test("Q5: when a user leaves, the place goes to the next", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1, claimSeconds: 600 } });
    const [first, second] = await newUsers(2);
    await waitForTurn(concertId, first);
    const next = await takeNumber(concertId, second);

    await leave(concertId, first);
    const admitted = await waitForTurn(concertId, second);

    expect(next.status).toBe("WAITING");
    expect(admitted.status).toBe("ADMITTED");
  });

  test("Q8: paying ends the token and gives its place to the next", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1, claimSeconds: 600 } });
    const { performanceId } = await addPerformance(concertId, { price: 1000 });
    const [buyer, next] = await newUsers(2);
    const guest = { user: buyer, queueToken: (await waitForTurn(concertId, buyer)).token };
    await takeNumber(concertId, next);
    const { reservationId } = await held(guest, performanceId, ["A-1-1"]);
    await toppedUp(buyer, 1000);

    await paid(buyer, reservationId);
    const admitted = await waitForTurn(concertId, next);

    expect(admitted.status).toBe("ADMITTED");
    expectProblem(await readPlace(concertId, buyer), 404, "QUEUE_TOKEN_NOT_FOUND");
    expect((await join(concertId, buyer)).status).toBe(201);
  });

  test("a pass counts as active until it ends, and no longer", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: 2, claimSeconds: 20 } });

    await waitForTurn(concertId, await newUser());

    await until("no active pass", async () => ((await readQueueStats(concertId)).active === 0 ? true : undefined));
    expect((await untilQueue(concertId, "OPEN")).served).toBeGreaterThan(0);
  });
});

import { describe, expect } from "@jest/globals";
import { addPerformance, changeQueue, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, join, readPlace, readQueue, takeNumber } from "#test/conformance/support/line.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

describe("What people in the line are told", () => {
  test("how many seats are left, how long it will be, and what their chance is", async () => {
    const { concertId } = await openConcert({ spareSeats: 0, queue: { maxActive: 1 } });
    await addPerformance(concertId, { seats: 60 });
    await admitNew(concertId, 1);
    const user = await newUser();
    await takeNumber(concertId, user);

    const place = await until("an estimate", async () => {
      const { body } = await readPlace(concertId, user);
      return body.estimatedWaitSeconds === null ? undefined : body;
    });

    expect(place).toMatchObject({ status: "WAITING", seatsLeft: 60, chance: "likely" });
    expect(place.estimatedWaitSeconds?.low).toBeLessThanOrEqual(place.estimatedWaitSeconds?.high ?? 0);
    expect((await readQueue(concertId)).seatsLeft).toBe(60);
  });

  test("that their chance is small when those before them want the seats that are left", async () => {
    const { concertId } = await openConcert({ spareSeats: 0, queue: { maxActive: 3 } });
    await addPerformance(concertId, { seats: 1 });
    await changeQueue(concertId, { paused: true });
    const users = await newUsers(6);
    for (const user of users) await takeNumber(concertId, user);

    await changeQueue(concertId, { paused: false });
    const { served } = await until("the one seat is offered", async () => {
      const queue = await readQueue(concertId);
      return queue.served > 0 ? queue : undefined;
    });
    const last = await readPlace(concertId, users[5]);

    expect(served).toBe(1);
    expect(last.body).toMatchObject({ status: "WAITING", seatsLeft: 1, chance: "unlikely" });
  });

  test("to come back later when they ask faster than they were told to: 429 with Retry-After", async () => {
    const { concertId } = await openConcert();
    await changeQueue(concertId, { paused: true });
    const user = await newUser();
    await join(concertId, user);
    const other = await newUser();

    const answers = [];
    for (let call = 0; call < 60; call += 1) answers.push(await readPlace(concertId, user));
    const refused = answers.filter(({ status }) => status === 429);

    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectProblem(answer, 429, "TOO_MANY_REQUESTS");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect((await readPlace(concertId, other)).status).toBe(404);
  });
});

import { describe, expect } from "@jest/globals";
import { addPerformance, changeQueue, openConcert } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, join, readPlace, readQueue, takeNumber } from "#test/conformance/support/queue.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

describe("A place in the queue shows", () => {
  test("the seats left, the estimated wait and the chance", async () => {
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

  test("what anybody computes from the public queue: people ahead, wait and chance", async () => {
    const { concertId } = await openConcert({ spareSeats: 0, queue: { maxActive: 1 } });
    await addPerformance(concertId, { seats: 60 });
    await admitNew(concertId, 1);
    const user = await newUser();
    const { arrival } = await takeNumber(concertId, user);

    // A tick may come between the two reads; soon after it they agree.
    const agreed = await until("the two say the same", async () => {
      const { admission, demand, ...queue } = await readQueue(concertId);
      const { body: place } = await readPlace(concertId, user);
      const ahead = (place.number ?? 0) - queue.served - 1;
      const quick = Math.min(ahead + 1, admission.room);
      const expected =
        (quick * admission.tickSeconds) / admission.admitPerTick + (ahead + 1 - quick) / admission.perSecond;
      const wanted = (demand.undecided + ahead + 1) * demand.seatsPerPerson;
      const isSame =
        place.ahead === ahead &&
        place.estimatedWaitSeconds?.low === Math.floor(expected * 0.65) &&
        place.chance === (wanted * (4 / 3) <= (queue.seatsLeft ?? 0) ? "likely" : "possible");
      return isSame ? place : undefined;
    });

    expect(agreed).toMatchObject({ status: "WAITING", arrival, number: arrival });
  });

  test("a small chance when the people ahead want the seats that are left", async () => {
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

  test("429 with Retry-After to users who poll faster than they may", async () => {
    const { concertId } = await openConcert();
    await changeQueue(concertId, { paused: true });
    const user = await newUser();
    await join(concertId, user);
    const other = await newUser();

    const responses = [];
    for (let call = 0; call < 60; call += 1) responses.push(await readPlace(concertId, user));
    const refused = responses.filter(({ status }) => status === 429);

    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) {
      expectProblem(response, 429, "TOO_MANY_REQUESTS");
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect((await readPlace(concertId, other)).status).toBe(404);
  });
});

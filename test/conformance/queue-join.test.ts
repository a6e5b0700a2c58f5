import { describe, expect } from "@jest/globals";
import { call } from "#test/conformance/support/client.ts";
import { changeQueue, inSeconds, openConcert, readQueueStats } from "#test/conformance/support/concerts.ts";
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
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

/** A queue in which nobody's turn comes. */
const openPausedConcert = async (): Promise<string> => {
  const { concertId } = await openConcert();
  await changeQueue(concertId, { paused: true });
  return concertId;
};

describe("The queue token", () => {
  test("POST queue-token: 201 issued, then 200 with the same place", async () => {
    const concertId = await openPausedConcert();
    const user = await newUser();

    const issued = await join(concertId, user);
    const place = await takeNumber(concertId, user);
    const existing = await join(concertId, user, issued.body.token);
    const withoutToken = await join(concertId, user);

    expect(issued.status).toBe(201);
    expect(existing.status).toBe(200);
    expect(withoutToken.status).toBe(200);
    expect(existing.body).toMatchObject({ status: "WAITING", number: place.number, expiresAt: null });
    expect(withoutToken.body.number).toBe(place.number);
  });

  test("POST queue-token with the token just issued finds the place before it is numbered", async () => {
    const concertId = await openPausedConcert();
    const user = await newUser();

    const issued = await join(concertId, user);
    const again = await join(concertId, user, issued.body.token);
    const read = await readPlace(concertId, user, issued.body.token);

    expect(again.status).toBe(200);
    expect(read.status).toBe(200);
    expect(read.body.status).toBe("WAITING");
  });

  test("GET queue-token: 404 for a user who never joined", async () => {
    const { concertId } = await openConcert();

    expectProblem(await readPlace(concertId, await newUser()), 404, "QUEUE_TOKEN_NOT_FOUND");
  });

  test("GET queue-token never joins", async () => {
    const { concertId } = await openConcert();
    const user = await newUser();

    await readPlace(concertId, user);
    const joined = await join(concertId, user);

    expect(joined.status).toBe(201);
  });

  test("DELETE queue-token: 204 each time, and the place is gone", async () => {
    const concertId = await openPausedConcert();
    const user = await newUser();
    await takeNumber(concertId, user);

    const left = await leave(concertId, user);
    const again = await leave(concertId, user);

    expect([left.status, again.status]).toEqual([204, 204]);
    expect(left.text).toBe("");
    expectProblem(await readPlace(concertId, user), 404, "QUEUE_TOKEN_NOT_FOUND");
  });

  test("DELETE queue-token: a user who leaves and joins again is at the end of the queue", async () => {
    const concertId = await openPausedConcert();
    const [leaver, stayer] = await newUsers(2);
    const first = await takeNumber(concertId, leaver);
    const second = await takeNumber(concertId, stayer);

    await leave(concertId, leaver);
    const again = await join(concertId, leaver);
    const place = await takeNumber(concertId, leaver);

    expect(again.status).toBe(201);
    expect(second.number).toBeGreaterThan(first.number);
    expect(place.number).toBeGreaterThan(second.number);
  });

  test("`ahead` counts the people who will be admitted before", async () => {
    const concertId = await openPausedConcert();
    const [first, second] = await newUsers(2);
    const before = await takeNumber(concertId, first);
    const place = await takeNumber(concertId, second);

    const { served } = await readQueue(concertId);

    expect(place.ahead).toBe(place.number - served - 1);
    expect(place.number).toBeGreaterThan(before.number);
  });

  test.each(["POST", "GET", "DELETE"])("%s queue-token of an unknown concert: 404", async (method) => {
    const response = await call(method, "/v1/concerts/con_unknown000/queue-token", { user: await newUser() });

    expectProblem(response, 404, "CONCERT_NOT_FOUND");
  });
});

describe("The state of the queue", () => {
  test("GET queue is cacheable for a second and the same for everyone", async () => {
    const concertId = await openPausedConcert();
    const user = await newUser();
    await takeNumber(concertId, user);

    const anonymous = await call<Record<string, unknown>>("GET", `/v1/concerts/${concertId}/queue`);
    const signedIn = await call<Record<string, unknown>>("GET", `/v1/concerts/${concertId}/queue`, { user });

    expect(anonymous.headers.get("cache-control")).toBe("public, max-age=1, s-maxage=1");
    const timeless = { serverTime: undefined, nextPollSeconds: undefined };
    expect({ ...signedIn.body, ...timeless }).toEqual({ ...anonymous.body, ...timeless });
  });

  test("GET queue of an unknown concert: 404", async () => {
    expectProblem(await call("GET", "/v1/concerts/con_unknown000/queue"), 404, "CONCERT_NOT_FOUND");
  });

  test("PAUSED: nobody is admitted, and everyone is once it resumes", async () => {
    const concertId = await openPausedConcert();
    const user = await newUser();
    const place = await takeNumber(concertId, user);
    await untilQueue(concertId, "PAUSED");
    const { served } = await readQueue(concertId);
    expect(served).toBeLessThan(place.number);

    await changeQueue(concertId, { paused: false });
    const admitted = await waitForTurn(concertId, user);

    expect(admitted.number).toBe(place.number);
    expect((await untilQueue(concertId, "OPEN")).served).toBeGreaterThanOrEqual(place.number);
  });

  test("CLOSED: 409 SALE_CLOSED on joining a sale that has ended", async () => {
    const { concertId } = await openConcert({ opensAt: inSeconds(-7200), closesAt: inSeconds(-3600) });

    expectProblem(await join(concertId, await newUser()), 409, "SALE_CLOSED");
    expect((await readQueue(concertId)).status).toBe("CLOSED");
  });

  test("CLOSED: an operator ends a sale with its closing time", async () => {
    const { concertId } = await openConcert();

    await changeQueue(concertId, { closesAt: inSeconds(-1) });

    await untilQueue(concertId, "CLOSED");
    const user = await newUser();
    const refused = await until("joining is refused", async () => {
      const response = await join(concertId, user);
      return response.status < 300 ? undefined : response;
    });
    expectProblem(refused, 409, "SALE_CLOSED");
  });

  test("`issued`, `served` and the pace are counted", async () => {
    const { concertId } = await openConcert();
    const [first, second] = await newUsers(2);

    await Promise.all([waitForTurn(concertId, first), waitForTurn(concertId, second)]);

    const queue = await until("the pace of two", async () => {
      const now = await readQueue(concertId);
      return now.admittedPerMinute >= 2 ? now : undefined;
    });
    expect(queue.issued).toBeGreaterThanOrEqual(2);
    expect(queue.served).toBeLessThanOrEqual(queue.issued);
    expect((await readQueueStats(concertId)).active).toBe(2);
  });
});

import { describe, expect } from "@jest/globals";
import { hold } from "#test/conformance/support/bookings.ts";
import { call } from "#test/conformance/support/client.ts";
import { addPerformance, changeQueue, openConcert } from "#test/conformance/support/concerts.ts";
import { untilServerTime } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { type Guest, join, readPlace, takeNumber, waitForTurn } from "#test/conformance/support/queue.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PASS_SECONDS = 2;
const MARGIN_MS = 300;

/** Admits a user and waits until the pass has expired. */
const outstay = async (concertId: string): Promise<Guest & { readonly number: number }> => {
  const user = await newUser();
  const { token, number, expiresAt, serverTime } = await waitForTurn(concertId, user);
  await untilServerTime(expiresAt ?? "", serverTime, MARGIN_MS);
  return { user, queueToken: token, number: number ?? 0 };
};

describe("An expired pass", () => {
  test("Q6: POST responds 410 once, then 201 at the end of the queue", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: PASS_SECONDS } });
    const { user, number } = await outstay(concertId);
    await changeQueue(concertId, { paused: true });
    const [other] = await newUsers(1);
    const waiting = await takeNumber(concertId, other);

    const cancelled = await join(concertId, user);
    const read = await readPlace(concertId, user);
    const again = await join(concertId, user);
    const place = await takeNumber(concertId, user);

    expectProblem(cancelled, 410, "QUEUE_TOKEN_EXPIRED");
    expectProblem(read, 404, "QUEUE_TOKEN_NOT_FOUND");
    expect(again.status).toBe(201);
    expect(waiting.number).toBeGreaterThan(number);
    expect(place.number).toBeGreaterThan(waiting.number);
  });

  test("Q6: the expired token in the request changes nothing: 410 once, then 201", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: PASS_SECONDS } });
    const { user, queueToken } = await outstay(concertId);

    const cancelled = await join(concertId, user, queueToken);
    const again = await join(concertId, user, queueToken);

    expectProblem(cancelled, 410, "QUEUE_TOKEN_EXPIRED");
    expect(again.status).toBe(201);
  });

  test("Q6: GET responds 410", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: PASS_SECONDS } });
    const { user } = await outstay(concertId);

    expectProblem(await readPlace(concertId, user), 410, "QUEUE_TOKEN_EXPIRED");
  });

  test("Q6: every booking call refuses it", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: PASS_SECONDS } });
    const { performanceId } = await addPerformance(concertId);
    const guest = await outstay(concertId);

    const dates = await call("GET", `/v1/concerts/${concertId}/performances`, guest);
    const seats = await call("GET", `/v1/performances/${performanceId}/seats`, guest);
    const reservation = await hold(guest, performanceId, ["A-1-1"]);

    for (const response of [dates, seats, reservation]) expectProblem(response, 401, "QUEUE_TOKEN_INVALID");
  });

  test("Q6: a new pass for the same user works again", async () => {
    const { concertId } = await openConcert({ queue: { passSeconds: PASS_SECONDS } });
    const { user, number } = await outstay(concertId);
    await changeQueue(concertId, { passSeconds: 600 });
    await join(concertId, user);

    const place = await waitForTurn(concertId, user);
    const dates = await call("GET", `/v1/concerts/${concertId}/performances`, { user, queueToken: place.token });

    expect(place.number).toBeGreaterThan(number);
    expect(dates.status).toBe(200);
  });
});

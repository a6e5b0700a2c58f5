import { describe, expect } from "@jest/globals";
import { charged, held, paid, release } from "#test/conformance/support/bookings.ts";
import type { Answer } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, join, takeNumber, untilQueue, waitForTurn } from "#test/conformance/support/line.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { newUser, operator, testWith, type User } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const STALE_SECONDS_MAX = 3;

/** Joining reads a state of the line that may be a second old, so it is tried by one newcomer after the other. */
const untilRefused = (concertId: string): Promise<Answer<unknown>> =>
  until(
    "a newcomer is refused",
    async () => {
      const answer = await join(concertId, await newUser());
      return answer.status === 201 ? undefined : answer;
    },
    STALE_SECONDS_MAX,
  );

const untilTaken = (concertId: string, user: User): Promise<Answer<unknown>> =>
  until(
    "the line takes newcomers again",
    async () => {
      const answer = await join(concertId, user);
      return answer.status === 409 ? undefined : answer;
    },
    STALE_SECONDS_MAX,
  );

describe("Inventory and the line", () => {
  test("SOLD_OUT: nobody can join while no seat is free; a seat that comes back opens the line again", async () => {
    // Newcomers who get in line before it is told to be sold out never come; their turns must not last.
    const { concertId } = await openConcert({ spareSeats: 0, queue: { claimSeconds: 5 } });
    const { performanceId } = await addPerformance(concertId, { seats: 2 });
    const [guest] = await admitNew(concertId, 1);
    const { reservationId } = await held(guest, performanceId, ["A-1-1", "A-1-2"]);
    const user = await newUser();

    await untilQueue(concertId, "SOLD_OUT");
    const refused = await untilRefused(concertId);
    await release(guest.user, reservationId);
    await untilQueue(concertId, "OPEN");
    await untilTaken(concertId, user);
    const place = await waitForTurn(concertId, user);

    expectProblem(refused, 409, "SOLD_OUT");
    expect(place.status).toBe("ADMITTED");
  });

  test("SOLD_OUT is told to those who wait already, and they keep their place", async () => {
    const { concertId } = await openConcert({ spareSeats: 0, queue: { maxActive: 1 } });
    const { performanceId } = await addPerformance(concertId, { seats: 1, price: 1000 });
    const [guest] = await admitNew(concertId, 1);
    const waiting = await newUser();
    const place = await takeNumber(concertId, waiting);
    const { reservationId } = await held(guest, performanceId, ["A-1-1"]);
    await charged(guest.user, 1000);

    await untilQueue(concertId, "SOLD_OUT");
    await paid(guest.user, reservationId);
    const queue = await untilQueue(concertId, "SOLD_OUT");
    const again = await join(concertId, waiting);

    expect(queue.served).toBeLessThan(place.number);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ status: "WAITING", number: place.number });
  });
});

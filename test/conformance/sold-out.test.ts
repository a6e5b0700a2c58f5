import { describe, expect } from "@jest/globals";
import { held, paid, release, toppedUp } from "#test/conformance/support/bookings.ts";
import type { ApiResponse } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, join, readQueue, takeNumber, untilQueue, waitForTurn } from "#test/conformance/support/queue.ts";
import { newUser, operator, testWith, type User } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const STALE_SECONDS_MAX = 3;

/** Joining reads a queue state that may be a second old, so new users try it one after the other. */
const untilRefused = (concertId: string): Promise<ApiResponse<unknown>> =>
  until(
    "a new user is refused",
    async () => {
      const response = await join(concertId, await newUser());
      return response.status === 201 ? undefined : response;
    },
    STALE_SECONDS_MAX,
  );

const untilTaken = (concertId: string, user: User): Promise<ApiResponse<unknown>> =>
  until(
    "the queue accepts new users again",
    async () => {
      const response = await join(concertId, user);
      return response.status === 409 ? undefined : response;
    },
    STALE_SECONDS_MAX,
  );

describe("Inventory and the queue", () => {
  test("SOLD_OUT: nobody can join while no seat is free; a returned seat opens the queue again", async () => {
    // Users who join just before the queue shows SOLD_OUT never claim; their turns must be short.
    const { concertId } = await openConcert({ spareSeats: 0, queue: { claimSeconds: 15 } });
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

  test("a category is in soldOut while no seat of it is free for anybody, and no coming performance has any", async () => {
    const { concertId } = await openConcert({ spareSeats: 0 });
    const types = [{ priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: 1000 }];
    const { performanceId } = await addPerformance(concertId, {
      section: {
        rows: [
          { row: "1", from: 1, to: 2 },
          { row: "2", from: 1, to: 2, category: "S" },
        ],
      },
      prices: ["R", "S"].map((category) => ({ category, types })),
    });
    const [guest] = await admitNew(concertId, 1);
    const soldOut = (names: readonly string[]) =>
      until(`sold out are: ${names.join(", ")}`, async () => {
        const queue = await readQueue(concertId);
        return JSON.stringify(queue.soldOut) === JSON.stringify(names) ? queue : undefined;
      });

    const first = await readQueue(concertId);
    const { reservationId } = await held(guest, performanceId, ["A-2-1", "A-2-2"]);
    const queue = await soldOut(["S"]);
    await release(guest.user, reservationId);
    await soldOut([]);
    await held(guest, performanceId, ["A-1-1", "A-1-2"]);
    await soldOut(["R"]);
    await addPerformance(concertId, { seats: 1, salesOpenAt: inSeconds(3600) });
    await soldOut([]);

    expect(first.soldOut).toEqual([]);
    expect(queue).toMatchObject({ status: "OPEN", seatsLeft: 2 });
  });

  test("SOLD_OUT is shown to users who are waiting, and they keep their places", async () => {
    const { concertId } = await openConcert({ spareSeats: 0, queue: { maxActive: 1 } });
    const { performanceId } = await addPerformance(concertId, { seats: 1, price: 1000 });
    const [guest] = await admitNew(concertId, 1);
    const waiting = await newUser();
    const place = await takeNumber(concertId, waiting);
    const { reservationId } = await held(guest, performanceId, ["A-1-1"]);
    await toppedUp(guest.user, 1000);

    await untilQueue(concertId, "SOLD_OUT");
    await paid(guest.user, reservationId);
    const queue = await untilQueue(concertId, "SOLD_OUT");
    const again = await join(concertId, waiting);

    expect(queue.served).toBeLessThan(place.number);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ status: "WAITING", number: place.number });
  });
});

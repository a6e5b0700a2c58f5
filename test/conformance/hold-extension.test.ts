import { beforeAll, describe, expect } from "@jest/globals";
import { charged, extend, held, hold, paid, readReservation, release } from "#test/conformance/support/bookings.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest } from "#test/conformance/support/line.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

let performanceId: string;
let guest: Guest;
let rival: Guest;

beforeAll(async () => {
  if (operator === null) return;
  const { concertId } = await openConcert();
  ({ performanceId } = await addPerformance(concertId, { seatLimit: 10 }));
  [guest, rival] = await admitNew(concertId, 2);
});

/** What came of asking for an extension: a service may offer none. */
const outcomeOf = (answer: Awaited<ReturnType<typeof extend>>, before: Reservation): Reservation => {
  if (answer.status === 200) return answer.body;
  expectProblem(answer, 409, "EXTENSION_NOT_OFFERED");
  return before;
};

describe("Extending a hold", () => {
  test("once: a repeat gets the hold as the first call left it", async () => {
    const before = await held(guest, performanceId, ["A-1-1"]);

    const answer = await extend(guest.user, before.reservationId);

    const first = outcomeOf(answer, before);
    if (answer.status === 200) {
      expect(first).toMatchObject({ status: "HELD", seats: before.seats });
      expect(Date.parse(first.expiresAt)).toBeGreaterThan(Date.parse(before.expiresAt));
      expect(first.extendedAt).not.toBeNull();
    }
    const repeated = outcomeOf(await extend(guest.user, before.reservationId), before);
    expect(repeated.expiresAt).toBe(first.expiresAt);
    expect((await readReservation(guest.user, before.reservationId)).expiresAt).toBe(first.expiresAt);
    expectProblem(await hold(rival, performanceId, ["A-1-1"]), 409, "SEAT_TAKEN");
  });

  test("a repeat of the hold gets its first answer", async () => {
    const key = `extended-${performanceId}`;
    const first = await hold(guest, performanceId, ["A-1-2"], key);
    await extend(guest.user, first.body.reservationId);

    const repeated = await hold(guest, performanceId, ["A-1-2"], key);

    expect(repeated.body).toEqual(first.body);
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
  });

  test("404 for somebody else's hold, 409 for one that is released or paid", async () => {
    const released = await held(guest, performanceId, ["A-1-3"]);
    await release(guest.user, released.reservationId);
    const bought = await held(guest, performanceId, ["A-1-4"]);
    await charged(guest.user, bought.amount);

    expectProblem(await extend(rival.user, bought.reservationId), 404, "RESERVATION_NOT_FOUND");
    await paid(guest.user, bought.reservationId);

    for (const [{ reservationId }, reservationStatus] of [
      [released, "RELEASED"],
      [bought, "PAID"],
    ] as const) {
      const refused = expectProblem(await extend(guest.user, reservationId), 409, "RESERVATION_NOT_HELD");
      expect(refused["reservationStatus"]).toBe(reservationStatus);
    }
  });
});

import { describe, expect } from "@jest/globals";
import { extend, held, hold, paid, readReservation, release, toppedUp } from "#test/conformance/support/bookings.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const sale = withOpenConcert({ guests: 2, performance: { seatLimit: 10 } });

/** The reservation after an attempt to extend it: a service may not offer extensions. */
const outcomeOf = (response: Awaited<ReturnType<typeof extend>>, before: Reservation): Reservation => {
  if (response.status === 200) return response.body;
  expectProblem(response, 409, "EXTENSION_NOT_OFFERED");
  return before;
};

describe("Extending a hold", () => {
  test("works once: a second call leaves the hold as it is", async () => {
    const before = await held(sale.guest, sale.performanceId, ["A-1-1"]);

    const response = await extend(sale.guest.user, before.reservationId);

    const first = outcomeOf(response, before);
    if (response.status === 200) {
      expect(first).toMatchObject({ status: "HELD", seats: before.seats });
      expect(Date.parse(first.expiresAt)).toBeGreaterThan(Date.parse(before.expiresAt));
      expect(first.extendedAt).not.toBeNull();
    }
    const repeated = outcomeOf(await extend(sale.guest.user, before.reservationId), before);
    expect(repeated.expiresAt).toBe(first.expiresAt);
    expect((await readReservation(sale.guest.user, before.reservationId)).expiresAt).toBe(first.expiresAt);
    expectProblem(await hold(sale.rival, sale.performanceId, ["A-1-1"]), 409, "SEAT_TAKEN");
  });

  test("names the end that is to move: until the service offers no more, and a repeat extends nothing twice", async () => {
    let before = await held(sale.guest, sale.performanceId, ["A-1-5"]);
    const { user } = sale.guest;
    for (let extensions = 1; extensions <= 20; extensions += 1) {
      const response = await extend(user, before.reservationId, before.expiresAt);
      if (response.status !== 200) {
        expectProblem(response, 409, "EXTENSION_NOT_OFFERED");
        expect(before.extensionsLeft).toBe(0);
        break;
      }
      const repeat = await extend(user, before.reservationId, before.expiresAt);
      expect(Date.parse(response.body.expiresAt)).toBeGreaterThan(Date.parse(before.expiresAt));
      expect(response.body.extensions).toBe(extensions);
      expect(response.body.extensionsLeft).toBe(before.extensionsLeft - 1);
      expect(repeat.body).toMatchObject({ expiresAt: response.body.expiresAt, extensions });
      before = response.body;
    }
    expect((await readReservation(user, before.reservationId)).expiresAt).toBe(before.expiresAt);
  });

  test("says how many are left while it is held, and none after that", async () => {
    const before = await held(sale.guest, sale.performanceId, ["A-1-7"]);
    const { user } = sale.guest;

    const response = await extend(user, before.reservationId, before.expiresAt);
    const after = await readReservation(user, before.reservationId);
    await release(user, before.reservationId);

    expect(before.extensionsLeft > 0).toBe(response.status === 200);
    expect(after.extensionsLeft).toBe(Math.max(0, before.extensionsLeft - 1));
    expect((await readReservation(user, before.reservationId)).extensionsLeft).toBe(0);
  });

  test("400 with a time that is none", async () => {
    const { reservationId } = await held(sale.guest, sale.performanceId, ["A-1-6"]);

    expectInvalid(await extend(sale.guest.user, reservationId, "later"));
  });

  test("a retry of the hold gets its first response", async () => {
    const key = `extended-${sale.performanceId}`;
    const first = await hold(sale.guest, sale.performanceId, ["A-1-2"], key);
    await extend(sale.guest.user, first.body.reservationId);

    const repeated = await hold(sale.guest, sale.performanceId, ["A-1-2"], key);

    expect(repeated.body).toEqual(first.body);
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
  });

  test("404 for another user's hold, 409 for a released or paid one", async () => {
    const released = await held(sale.guest, sale.performanceId, ["A-1-3"]);
    await release(sale.guest.user, released.reservationId);
    const bought = await held(sale.guest, sale.performanceId, ["A-1-4"]);
    await toppedUp(sale.guest.user, bought.amount);

    expectProblem(await extend(sale.rival.user, bought.reservationId), 404, "RESERVATION_NOT_FOUND");
    await paid(sale.guest.user, bought.reservationId);

    for (const [{ reservationId }, reservationStatus] of [
      [released, "RELEASED"],
      [bought, "PAID"],
    ] as const) {
      const refused = expectProblem(await extend(sale.guest.user, reservationId), 409, "RESERVATION_NOT_HELD");
      expect(refused["reservationStatus"]).toBe(reservationStatus);
    }
  });
});

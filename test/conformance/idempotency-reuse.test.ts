import { describe, expect } from "@jest/globals";
import { held, hold, pay, readBalance, readReservations, toppedUp, topUp } from "#test/conformance/support/bookings.ts";
import { isReplayed, newKey } from "#test/conformance/support/client.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 1000;

const sale = withOpenConcert({ guests: 10, performance: { seats: 100, price: PRICE, seatLimit: 10 } });

describe("An Idempotency-Key used again", () => {
  test("IDEMPOTENCY_KEY_REUSED: 422 for another top-up", async () => {
    const user = await newUser();
    const key = newKey();
    await topUp(user, 500, key);

    expectProblem(await topUp(user, 501, key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readBalance(user)).toBe(500);
  });

  test("IDEMPOTENCY_KEY_REUSED: 422 for a hold of other seats", async () => {
    const guest = sale.newGuest();
    const key = newKey();
    await hold(guest, sale.performanceId, [sale.newSeat()], key);

    expectProblem(await hold(guest, sale.performanceId, [sale.newSeat()], key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readReservations(guest.user)).toHaveLength(1);
  });

  test("IDEMPOTENCY_KEY_REUSED: 422 for the payment of another reservation", async () => {
    const guest = sale.newGuest();
    const first = await held(guest, sale.performanceId, [sale.newSeat()]);
    const second = await held(guest, sale.performanceId, [sale.newSeat()]);
    await toppedUp(guest.user, 5 * PRICE);
    const key = newKey();
    await pay(guest.user, first.reservationId, key);

    expectProblem(await pay(guest.user, second.reservationId, key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readBalance(guest.user)).toBe(4 * PRICE);
  });

  test("a key belongs to its operation: the same text may hold, top up and pay", async () => {
    const guest = sale.newGuest();
    const key = newKey();

    const reservation = await hold(guest, sale.performanceId, [sale.newSeat()], key);
    const entry = await topUp(guest.user, PRICE, key);
    const receipt = await pay(guest.user, reservation.body.reservationId, key);

    expect([reservation.status, entry.status, receipt.status]).toEqual([201, 201, 201]);
    expect([reservation, entry, receipt].some(isReplayed)).toBe(false);
  });

  test("a key belongs to its user: another user may use the same text", async () => {
    const [first, second] = await newUsers(2);
    const key = newKey();

    const responses = [await topUp(first, 500, key), await topUp(second, 700, key)];

    expect(responses.map((response) => response.status)).toEqual([201, 201]);
    expect(responses.some(isReplayed)).toBe(false);
    expect([await readBalance(first), await readBalance(second)]).toEqual([500, 700]);
  });
});

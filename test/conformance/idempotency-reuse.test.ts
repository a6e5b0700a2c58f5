import { beforeAll, describe, expect } from "@jest/globals";
import { charge, charged, held, hold, pay, readBalance, readReservations } from "#test/conformance/support/bookings.ts";
import { type Answer, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest } from "#test/conformance/support/line.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 1000;

let performanceId: string;
const guests: Guest[] = [];
let nextSeat = 1;

beforeAll(async () => {
  if (operator === null) return;
  const { concertId } = await openConcert();
  performanceId = (await addPerformance(concertId, { seats: 100, price: PRICE, seatLimit: 10 })).performanceId;
  guests.push(...(await admitNew(concertId, 10)));
});

const newGuest = (): Guest => {
  const guest = guests.pop();
  if (guest === undefined) throw new Error("Admit more guests for these tests.");
  return guest;
};

const newSeat = (): string => `A-1-${nextSeat++}`;

const isReplay = (answer: Answer<unknown>): boolean => answer.headers.get("idempotency-replayed") === "true";

describe("An Idempotency-Key used again", () => {
  test("IDEMPOTENCY_KEY_REUSED: 422 for another charge", async () => {
    const user = await newUser();
    const key = newKey();
    await charge(user, 500, key);

    expectProblem(await charge(user, 501, key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readBalance(user)).toBe(500);
  });

  test("IDEMPOTENCY_KEY_REUSED: 422 for a hold of other seats", async () => {
    const guest = newGuest();
    const key = newKey();
    await hold(guest, performanceId, [newSeat()], key);

    expectProblem(await hold(guest, performanceId, [newSeat()], key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readReservations(guest.user)).toHaveLength(1);
  });

  test("IDEMPOTENCY_KEY_REUSED: 422 for the payment of another reservation", async () => {
    const guest = newGuest();
    const first = await held(guest, performanceId, [newSeat()]);
    const second = await held(guest, performanceId, [newSeat()]);
    await charged(guest.user, 5 * PRICE);
    const key = newKey();
    await pay(guest.user, first.reservationId, key);

    expectProblem(await pay(guest.user, second.reservationId, key), 422, "IDEMPOTENCY_KEY_REUSED");
    expect(await readBalance(guest.user)).toBe(4 * PRICE);
  });

  test("a key belongs to its operation: the same text may hold, charge and pay", async () => {
    const guest = newGuest();
    const key = newKey();

    const reservation = await hold(guest, performanceId, [newSeat()], key);
    const entry = await charge(guest.user, PRICE, key);
    const receipt = await pay(guest.user, reservation.body.reservationId, key);

    expect([reservation.status, entry.status, receipt.status]).toEqual([201, 201, 201]);
    expect([reservation, entry, receipt].some(isReplay)).toBe(false);
  });

  test("a key belongs to its user: another may use the same text", async () => {
    const [first, second] = await newUsers(2);
    const key = newKey();

    const answers = [await charge(first, 500, key), await charge(second, 700, key)];

    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    expect(answers.some(isReplay)).toBe(false);
    expect([await readBalance(first), await readBalance(second)]).toEqual([500, 700]);
  });
});

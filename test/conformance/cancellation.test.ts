import { beforeAll, describe, expect } from "@jest/globals";
import {
  cancel,
  charged,
  expectLedgerToAddUp,
  held,
  paid,
  readBalance,
  readReservation,
  readStatement,
  untilSeats,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest, readQueue, untilQueue } from "#test/conformance/support/line.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Receipt } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 10_000;

let concertId: string;
const guests: Guest[] = [];
let watcher: Guest;

beforeAll(async () => {
  if (operator === null) return;
  ({ concertId } = await openConcert());
  [watcher] = await admitNew(concertId, 1);
  guests.push(...(await admitNew(concertId, 8)));
});

/** A guest of its own who has bought seats of a date of its own. */
const bought = async (seats: number, options: Parameters<typeof addPerformance>[1] = {}) => {
  const guest = guests.pop();
  if (guest === undefined) throw new Error("Admit more guests for these tests.");
  const { performanceId } = await addPerformance(concertId, { seats: 10, price: PRICE, ...options });
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservationId } = await held(guest, performanceId, seatIds);
  await charged(guest.user, seats * PRICE);
  const receipt = await paid(guest.user, reservationId);
  return { user: guest.user, performanceId, seatIds, reservationId, receipt };
};

describe("Cancelling", () => {
  test("201: all seats are given back, the money is back, receipt and reservation say so", async () => {
    const { user, performanceId, reservationId, receipt } = await bought(2);

    const { answer } = await persist(() => cancel(user, reservationId));

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ amount: 2 * PRICE, balanceAfter: 2 * PRICE, entrySeq: 3 });
    expect(answer.body.seats.map((seat) => seat.seatId)).toEqual(["A-1-1", "A-1-2"]);
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "CANCELLED", returnedSeats: [] });
    const now = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });
    expect(now.body).toEqual({ ...receipt, status: "CANCELLED", refunds: [answer.body] });
    expect((await readStatement(user))[0]).toMatchObject({ kind: "REFUND", reference: answer.body.refundId });
    await expectLedgerToAddUp(user);
    await untilSeats(watcher, performanceId, { "A-1-1": "AVAILABLE", "A-1-2": "AVAILABLE" });
  });

  test("201: some seats are given back, the others stay", async () => {
    const { user, performanceId, reservationId, receipt } = await bought(3);

    const { answer } = await persist(() => cancel(user, reservationId, ["A-1-2"]));

    expect(answer.body).toMatchObject({ amount: PRICE, balanceAfter: PRICE });
    const reservation = await readReservation(user, reservationId);
    expect(reservation).toMatchObject({ status: "PAID", amount: 2 * PRICE });
    expect(reservation.seats.map((seat) => seat.seatId)).toEqual(["A-1-1", "A-1-3"]);
    expect(reservation.returnedSeats.map((seat) => seat.seatId)).toEqual(["A-1-2"]);
    const now = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });
    expect(now.body).toEqual({ ...receipt, status: "PARTLY_CANCELLED", refunds: [answer.body] });
    await untilSeats(watcher, performanceId, { "A-1-1": "SOLD", "A-1-2": "AVAILABLE", "A-1-3": "SOLD" });
  });

  test("M3: a repeat gets the same refund, and money moves once", async () => {
    const { user, reservationId } = await bought(2);
    const key = newKey();

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => persist(() => cancel(user, reservationId, undefined, key))),
    );

    for (const { answer } of answers) expect([answer.status, answer.body]).toEqual([201, answers[0]?.answer.body]);
    expect(answers.filter(({ answer }) => answer.headers.get("idempotency-replayed") !== "true")).toHaveLength(1);
    expect(await readBalance(user)).toBe(2 * PRICE);
  });

  test("CANCELLATION_CLOSED from the deadline on: 409, and nothing changes", async () => {
    const cancellableUntil = inSeconds(-1);
    const { user, reservationId } = await bought(1, { cancellableUntil });

    const problem = expectProblem(await cancel(user, reservationId), 409, "CANCELLATION_CLOSED");

    expect(Date.parse(String(problem["cancellableUntil"]))).toBeLessThanOrEqual(Date.now());
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "PAID" });
  });

  test("RESERVATION_NOT_PAID, SEAT_NOT_FOUND, RESERVATION_NOT_FOUND, 400", async () => {
    const { user, reservationId } = await bought(2);

    expectProblem(await cancel(await newUser(), reservationId), 404, "RESERVATION_NOT_FOUND");
    expectProblem(await cancel(user, reservationId, ["A-1-9"]), 404, "SEAT_NOT_FOUND");
    expectInvalid(await cancel(user, reservationId, []));
    expectInvalid(await cancel(user, reservationId, ["A-1-1", "A-1-1"]));
    await persist(() => cancel(user, reservationId));
    const again = expectProblem(await cancel(user, reservationId), 409, "RESERVATION_NOT_PAID");
    expect(again["reservationStatus"]).toBe("CANCELLED");
  });

  test("a sold-out line opens again when seats are given back", async () => {
    const small = await openConcert({ spareSeats: 0 });
    const { performanceId } = await addPerformance(small.concertId, { seats: 2, price: PRICE });
    const [guest] = await admitNew(small.concertId, 1);
    const { reservationId } = await held(guest, performanceId, ["A-1-1", "A-1-2"]);
    await charged(guest.user, 2 * PRICE);
    await paid(guest.user, reservationId);
    await untilQueue(small.concertId, "SOLD_OUT");

    await persist(() => cancel(guest.user, reservationId, ["A-1-1"]));

    await untilQueue(small.concertId, "OPEN");
    expect((await readQueue(small.concertId)).seatsLeft).toBe(1);
  });
});

import { describe, expect } from "@jest/globals";
import {
  cancel,
  expectLedgerToAddUp,
  held,
  paid,
  readBalance,
  readReservation,
  readStatement,
  toppedUp,
  untilSeats,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, openConcert } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, readQueue, untilQueue } from "#test/conformance/support/queue.ts";
import type { Receipt } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 10_000;

const sale = withOpenConcert({ guests: 9 });

/** A new guest who has bought seats of a new performance. */
const bought = async (seats: number, options: Parameters<typeof addPerformance>[1] = {}) => {
  const guest = sale.newGuest();
  const { performanceId } = await addPerformance(sale.concertId, { seats: 10, price: PRICE, ...options });
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservationId } = await held(guest, performanceId, seatIds);
  await toppedUp(guest.user, seats * PRICE);
  const receipt = await paid(guest.user, reservationId);
  return { user: guest.user, performanceId, seatIds, reservationId, receipt };
};

describe("Cancelling", () => {
  test("201: all seats are returned and the money is refunded, and receipt and reservation show it", async () => {
    const { user, performanceId, reservationId, receipt } = await bought(2);

    const { response } = await persist(() => cancel(user, reservationId));

    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ amount: 2 * PRICE, balanceAfter: 2 * PRICE, entrySeq: 3 });
    expect(response.body.seats.map((seat) => seat.seatId)).toEqual(["A-1-1", "A-1-2"]);
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "CANCELLED", returnedSeats: [] });
    const now = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });
    expect(now.body).toEqual({ ...receipt, status: "CANCELLED", refunds: [response.body] });
    expect((await readStatement(user))[0]).toMatchObject({ kind: "REFUND", reference: response.body.refundId });
    await expectLedgerToAddUp(user);
    await untilSeats(sale.guest, performanceId, { "A-1-1": "AVAILABLE", "A-1-2": "AVAILABLE" });
  });

  test("201: some seats are returned, the others stay", async () => {
    const { user, performanceId, reservationId, receipt } = await bought(3);

    const { response } = await persist(() => cancel(user, reservationId, ["A-1-2"]));

    expect(response.body).toMatchObject({ amount: PRICE, balanceAfter: PRICE });
    const reservation = await readReservation(user, reservationId);
    expect(reservation).toMatchObject({ status: "PAID", amount: 2 * PRICE });
    expect(reservation.seats.map((seat) => seat.seatId)).toEqual(["A-1-1", "A-1-3"]);
    expect(reservation.returnedSeats.map((seat) => seat.seatId)).toEqual(["A-1-2"]);
    const now = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });
    expect(now.body).toEqual({ ...receipt, status: "PARTLY_CANCELLED", refunds: [response.body] });
    await untilSeats(sale.guest, performanceId, { "A-1-1": "SOLD", "A-1-2": "AVAILABLE", "A-1-3": "SOLD" });
  });

  test("M3: a retry gets the same refund, and money moves once", async () => {
    const { user, reservationId } = await bought(2);
    const key = newKey();

    const responses = await Promise.all(
      Array.from({ length: 5 }, () => persist(() => cancel(user, reservationId, undefined, key))),
    );

    for (const { response } of responses)
      expect([response.status, response.body]).toEqual([201, responses[0]?.response.body]);
    expect(responses.filter(({ response }) => response.headers.get("idempotency-replayed") !== "true")).toHaveLength(1);
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

  test("a sold-out queue opens again when seats are returned", async () => {
    const small = await openConcert({ spareSeats: 0 });
    const { performanceId } = await addPerformance(small.concertId, { seats: 2, price: PRICE });
    const [guest] = await admitNew(small.concertId, 1);
    const { reservationId } = await held(guest, performanceId, ["A-1-1", "A-1-2"]);
    await toppedUp(guest.user, 2 * PRICE);
    await paid(guest.user, reservationId);
    await untilQueue(small.concertId, "SOLD_OUT");

    await persist(() => cancel(guest.user, reservationId, ["A-1-1"]));

    // Each function keeps the state for a second, so one may still have that of before the sale was sold out.
    await until("the queue is OPEN with the seat that came back", async () => {
      const { status, seatsLeft } = await readQueue(small.concertId);
      return status === "OPEN" && seatsLeft === 1 ? true : undefined;
    });
  });
});

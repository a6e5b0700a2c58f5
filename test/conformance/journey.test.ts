import { describe, expect } from "@jest/globals";
import {
  hold,
  pay,
  readBalance,
  readReservation,
  readStatement,
  topUp,
  untilSeats,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { join, readPlace, waitForTurn } from "#test/conformance/support/queue.ts";
import type { Page, Performance, Receipt, Reservation, SeatMap } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

describe("The journey from queue token to receipt", () => {
  test("one user joins, waits, chooses, holds, tops up, pays and reads the receipt", async () => {
    const { concertId } = await openConcert();
    const { performanceId } = await addPerformance(concertId, { seats: 5, price: 50_000 });
    const user = await newUser();

    const joined = await join(concertId, user);
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({ concertId, status: "WAITING", expiresAt: null });

    const place = await waitForTurn(concertId, user);
    const guest = { user, queueToken: place.token };
    expect(place).toMatchObject({ status: "ADMITTED", ahead: 0 });
    expect(Date.parse(place.expiresAt ?? "")).toBeGreaterThan(Date.parse(place.serverTime));

    const dates = await call<Page<Performance>>("GET", `/v1/concerts/${concertId}/performances`, guest);
    expect(dates.status).toBe(200);
    const date = dates.body.items.find((performance) => performance.performanceId === performanceId);
    expect(date).toMatchObject({ capacity: 5, seatsLeft: 5 });

    const seats = await call<SeatMap>("GET", `/v1/performances/${performanceId}/seats?section=A`, guest);
    expect(seats.body.seats).toEqual(
      [1, 2, 3, 4, 5].map((number) => ({
        seatId: `A-1-${number}`,
        section: "A",
        row: "1",
        seat: String(number),
        label: `Stalls 1 ${number}`,
        category: "R",
        price: 50_000,
        status: "AVAILABLE",
      })),
    );

    const reservation = await hold(guest, performanceId, ["A-1-2", "A-1-3"]);
    expect(reservation.status).toBe(201);
    expect(reservation.body).toMatchObject({
      concertId,
      performanceId,
      status: "HELD",
      amount: 100_000,
      paymentId: null,
    });
    const { reservationId } = reservation.body;

    expect((await topUp(user, 120_000)).body).toMatchObject({
      seq: 1,
      kind: "TOP_UP",
      amount: 120_000,
      balanceAfter: 120_000,
    });

    const receipt = await pay(user, reservationId);
    expect(receipt.status).toBe(201);
    expect(receipt.body).toMatchObject({
      reservationId,
      concertId,
      performanceId,
      status: "PAID",
      seats: reservation.body.seats,
      amount: 100_000,
      balanceAfter: 20_000,
      entrySeq: 2,
    });

    const { paymentId } = receipt.body;
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "PAID", paymentId });
    expect((await call<Receipt>("GET", `/v1/payments/${paymentId}`, { user })).body).toEqual(receipt.body);
    expect(await readBalance(user)).toBe(20_000);
    expect((await readStatement(user)).map((entry) => entry.amount)).toEqual([-100_000, 120_000]);
    await untilSeats(guest, performanceId, { "A-1-2": "SOLD", "A-1-3": "SOLD", "A-1-4": "AVAILABLE" });
    expect((await readPlace(concertId, user)).status).toBe(404);
  });

  test("joining the queue: no token, then a token, then the same one again", async () => {
    const { concertId } = await openConcert({ queue: { maxActive: 1 } });
    const user = await newUser();

    const first = await join(concertId, user);
    const place = await waitForTurn(concertId, user);
    const again = await join(concertId, user, place.token);

    expect(first.status).toBe(201);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ status: "ADMITTED", number: place.number, expiresAt: place.expiresAt });
  });

  test("a reservation is in all of its owner's lists", async () => {
    const { concertId } = await openConcert();
    const { performanceId } = await addPerformance(concertId);
    const user = await newUser();
    const guest = { user, queueToken: (await waitForTurn(concertId, user)).token };

    const first = await hold(guest, performanceId, ["A-1-1"], newKey());
    const second = await hold(guest, performanceId, ["A-1-2"], newKey());
    const list = await call<Page<Reservation>>("GET", "/v1/reservations", { user });

    expect(list.status).toBe(200);
    expect(list.body.nextCursor).toBeNull();
    expect(new Set(list.body.items.map((item) => item.reservationId))).toEqual(
      new Set([first.body.reservationId, second.body.reservationId]),
    );
    expect(list.body.items.every((item) => item.status === "HELD")).toBe(true);
  });
});

import { describe, expect } from "@jest/globals";
import { held, readReservation, readReservations, release, untilSeats } from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, seatIds } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { Performance, Reservation } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const sale = withOpenConcert({ guests: 2 });

const newDate = (options: Parameters<typeof addPerformance>[1] = {}): Promise<Performance> =>
  addPerformance(sale.concertId, options);

describe("Reservations", () => {
  test("RESERVATION_NOT_FOUND: for an unknown reservation and for another user's", async () => {
    const { performanceId } = await newDate();
    const { reservationId } = await held(sale.guest, performanceId, ["A-1-1"]);
    const stranger = await newUser();

    for (const [user, id] of [
      [sale.guest.user, "res_unknown000"],
      [stranger, reservationId],
    ] as const) {
      expectProblem(await call("GET", `/v1/reservations/${id}`, { user }), 404, "RESERVATION_NOT_FOUND");
      expectProblem(await release(user, id), 404, "RESERVATION_NOT_FOUND");
      const payment = await call("POST", `/v1/reservations/${id}/payment`, { user, key: newKey() });
      expectProblem(payment, 404, "RESERVATION_NOT_FOUND");
    }
    expect((await readReservation(sale.guest.user, reservationId)).status).toBe("HELD");
    expect(await readReservations(stranger)).toEqual([]);
  });

  test("DELETE: 204, the seats are free at once, and then RESERVATION_NOT_HELD", async () => {
    const { performanceId } = await newDate();
    const { reservationId } = await held(sale.guest, performanceId, ["A-1-1", "A-1-2"]);

    const released = await release(sale.guest.user, reservationId);
    const again = await release(sale.guest.user, reservationId);
    const free = await held(sale.rival, performanceId, ["A-1-1"]);

    expect(released.status).toBe(204);
    expect(expectProblem(again, 409, "RESERVATION_NOT_HELD")["reservationStatus"]).toBe("RELEASED");
    expect((await readReservation(sale.guest.user, reservationId)).status).toBe("RELEASED");
    expect(free.status).toBe("HELD");
    await untilSeats(sale.rival, performanceId, { "A-1-1": "HELD", "A-1-2": "AVAILABLE" });
  });

  test("GET reservations: newest first, page by page", async () => {
    const { performanceId } = await newDate({ seatLimit: 5 });
    const [owner] = await admitNew(sale.concertId, 1);
    const made: Reservation[] = [];
    for (const seatId of seatIds(5)) made.push(await held(owner, performanceId, [seatId]));

    const first = await call<{ items: readonly Reservation[]; nextCursor: string | null }>(
      "GET",
      "/v1/reservations?limit=2",
      owner,
    );
    const rest = await call<{ items: readonly Reservation[]; nextCursor: string | null }>(
      "GET",
      `/v1/reservations?limit=3&cursor=${first.body.nextCursor}`,
      owner,
    );

    const ids = [...first.body.items, ...rest.body.items].map((item) => item.reservationId);
    expect(first.body.items).toHaveLength(2);
    expect(new Set(ids)).toEqual(new Set(made.map((reservation) => reservation.reservationId)));
    const times = [...first.body.items, ...rest.body.items].map((item) => Date.parse(item.createdAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});

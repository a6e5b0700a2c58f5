import { describe, expect } from "@jest/globals";
import {
  held,
  hold,
  readReservation,
  readSeats,
  release,
  untilSeats,
  untilTaken,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds, seatIds } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { Performance } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const DAY_SECONDS = 86_400;
/** More holds than any stage allows with one pass. */
const LOOP_MAX = 500;
const sale = withOpenConcert({ guests: 2 });

const newDate = (options: Parameters<typeof addPerformance>[1] = {}): Promise<Performance> =>
  addPerformance(sale.concertId, options);

describe("Holding seats", () => {
  test("201 with Location; the seats are the caller's until expiresAt", async () => {
    const { performanceId } = await newDate({ price: 7000 });

    const response = await hold(sale.guest, performanceId, ["A-1-3", "A-1-1"]);

    expect(response.status).toBe(201);
    const { reservationId, seats, amount, createdAt, expiresAt } = response.body;
    expect(new URL(response.headers.get("location") ?? "", "http://host").pathname).toBe(
      `/v1/reservations/${reservationId}`,
    );
    expect(new Set(seats.map((seat) => seat.seatId))).toEqual(new Set(["A-1-1", "A-1-3"]));
    expect(amount).toBe(14_000);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.parse(createdAt));
    expect(await readReservation(sale.guest.user, reservationId)).toMatchObject({
      status: "HELD",
      seats,
      amount,
      expiresAt,
    });
    await untilSeats(sale.rival, performanceId, { "A-1-1": "HELD", "A-1-2": "AVAILABLE", "A-1-3": "HELD" });
  });

  test("SEAT_TAKEN names the taken seats and holds none of the others", async () => {
    const { performanceId } = await newDate();
    await held(sale.guest, performanceId, ["A-1-2", "A-1-3"]);

    const refused = await hold(sale.rival, performanceId, ["A-1-1", "A-1-2", "A-1-3", "A-1-4"]);

    const problem = expectProblem(refused, 409, "SEAT_TAKEN");
    expect(new Set(problem["seatIds"] as string[])).toEqual(new Set(["A-1-2", "A-1-3"]));
    const map = await readSeats(sale.rival, performanceId);
    expect([map.get("A-1-1"), map.get("A-1-4")]).toEqual(["AVAILABLE", "AVAILABLE"]);
    expect((await held(sale.rival, performanceId, ["A-1-1", "A-1-4"])).status).toBe("HELD");
  });

  test("a user's own held seat is taken too", async () => {
    const { performanceId } = await newDate();
    await held(sale.guest, performanceId, ["A-1-1"]);

    expectProblem(await hold(sale.guest, performanceId, ["A-1-1"]), 409, "SEAT_TAKEN");
  });

  test("SEAT_NOT_FOUND names the unknown seats and holds none of the others", async () => {
    const { performanceId } = await newDate({ seats: 5 });

    const refused = await hold(sale.guest, performanceId, ["A-1-5", "A-1-6", "B-1-1"]);

    const problem = expectProblem(refused, 404, "SEAT_NOT_FOUND");
    expect(new Set(problem["seatIds"] as string[])).toEqual(new Set(["A-1-6", "B-1-1"]));
    expect((await readSeats(sale.guest, performanceId)).get("A-1-5")).toBe("AVAILABLE");
  });

  test("PERFORMANCE_NOT_FOUND: 404", async () => {
    expectProblem(await hold(sale.guest, "per_unknown000", ["A-1-1"]), 404, "PERFORMANCE_NOT_FOUND");
  });

  test("S5: SEAT_LIMIT_EXCEEDED counts held seats, over several holds and within one", async () => {
    const { performanceId } = await newDate({ seatLimit: 3 });
    const first = await held(sale.guest, performanceId, seatIds(2));

    const overInSum = expectProblem(await hold(sale.guest, performanceId, seatIds(2, 3)), 409, "SEAT_LIMIT_EXCEEDED");
    const overAtOnce = expectProblem(await hold(sale.rival, performanceId, seatIds(4, 5)), 409, "SEAT_LIMIT_EXCEEDED");
    const third = await hold(sale.guest, performanceId, seatIds(1, 3));
    await release(sale.guest.user, first.reservationId);
    const afterRelease = await hold(sale.guest, performanceId, seatIds(2, 4));

    expect(overInSum).toMatchObject({ seatLimit: 3, seatsTaken: 2 });
    expect(overAtOnce).toMatchObject({ seatLimit: 3, seatsTaken: 0 });
    expect([third.status, afterRelease.status]).toEqual([201, 201]);
  });

  test("S5: parallel holds of one user stay within the limit", async () => {
    const { performanceId } = await newDate({ seatLimit: 2 });

    const responses = await Promise.all(seatIds(6).map((seatId) => hold(sale.guest, performanceId, [seatId])));

    const held = responses.filter((response) => response.status === 201);
    expect(held.length).toBeLessThanOrEqual(2);
    for (const response of responses) expect([201, 409]).toContain(response.status);
    await untilTaken(sale.guest, performanceId, held.length);
  });

  test("HOLD_LIMIT_REACHED: holding and releasing in a loop ends, for that pass alone", async () => {
    const { performanceId } = await newDate();
    const [looping] = await admitNew(sale.concertId, 1);
    const holdOnce = () => {
      const key = newKey();
      return persist(() => hold(looping, performanceId, ["A-1-1"], key));
    };

    let holds = 0;
    let { response } = await holdOnce();
    for (; response.status === 201 && holds < LOOP_MAX; holds += 1) {
      const { reservationId } = response.body;
      await persist(() => release(looping.user, reservationId));
      ({ response } = await holdOnce());
    }

    expect(expectProblem(response, 409, "HOLD_LIMIT_REACHED")["holdsMax"]).toBe(holds);
    expect((await held(sale.guest, performanceId, ["A-1-1"])).status).toBe("HELD");
  });

  test.each([
    ["not started", { salesOpenAt: inSeconds(DAY_SECONDS) }],
    ["ended", { salesOpenAt: inSeconds(-2 * DAY_SECONDS), salesCloseAt: inSeconds(-DAY_SECONDS) }],
  ])("SALE_NOT_OPEN: sales have %s", async (_, sales) => {
    const { performanceId, salesOpenAt, salesCloseAt } = await newDate(sales);

    const problem = expectProblem(await hold(sale.guest, performanceId, ["A-1-1"]), 409, "SALE_NOT_OPEN");

    expect(Date.parse(problem["salesOpenAt"] as string)).toBe(Date.parse(salesOpenAt));
    expect(Date.parse(problem["salesCloseAt"] as string)).toBe(Date.parse(salesCloseAt));
  });

  test.each([
    ["no seat", { seatIds: [] }],
    ["eleven seats", { seatIds: seatIds(11) }],
    ["a seat named twice", { seatIds: ["A-1-1", "A-1-1"] }],
    ["no seatIds", {}],
    ["a price from the client", { seatIds: ["A-1-1"], amount: 1 }],
    ["a number for a seat", { seatIds: [1] }],
    ["an invalid seat id", { seatIds: ["A-1-"] }],
    ["text for a list", { seatIds: "A-1-1" }],
    ["a list for an object", ["A-1-1"]],
    ["null", null],
  ])("400: %s", async (_, body) => {
    const { performanceId } = await newDate({ seats: 12 });

    expectInvalid(
      await call("POST", `/v1/performances/${performanceId}/reservations`, { ...sale.guest, key: newKey(), body }),
    );

    expect(new Set((await readSeats(sale.guest, performanceId)).values())).toEqual(new Set(["AVAILABLE"]));
  });
});

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect } from "@jest/globals";
import { hold, holdBy, readReservation, readSeats, untilSeats } from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import {
  addPerformance,
  inSeconds,
  newPerformance,
  type PerformanceOptions,
} from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, type Guest } from "#test/conformance/support/queue.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { crowd, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const RIVALS = crowd(30);
const sale = withOpenConcert({ guests: 2 });

const newDate = async (options: PerformanceOptions = {}): Promise<string> =>
  (await addPerformance(sale.concertId, options)).performanceId;

const best = (by: Guest, performanceId: string, bestAvailable: object, key = newKey()) =>
  persist(() => holdBy(by, performanceId, { bestAvailable }, key)).then(({ response }) => response);

const seatIdsOf = ({ body }: ApiResponse<Reservation>) => body.seats.map(({ seatId }) => seatId);

describe("Best available", () => {
  test("201: the seats nearest to the focal point, then the next best", async () => {
    const performanceId = await newDate({ seats: 12, section: { focalPoint: { row: "1", seat: "9" } } });

    const first = await best(sale.guest, performanceId, { quantity: 2 });
    await untilSeats(sale.rival, performanceId, { "A-1-8": "HELD" });
    // Each function has its own copy of the map, up to a second old.
    await sleep(1100);
    const second = await best(sale.rival, performanceId, { quantity: 2 });

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(seatIdsOf(first)).toEqual(["A-1-8", "A-1-9"]);
    expect(seatIdsOf(second)).toEqual(["A-1-6", "A-1-7"]);
    expect(await readReservation(sale.guest.user, first.body.reservationId)).toMatchObject({
      status: "HELD",
      warnings: [],
    });
  });

  test(`S1: ${RIVALS} users who ask for the same best pair at once get different pairs`, async () => {
    const performanceId = await newDate({ seats: 2 * RIVALS, seatLimit: 2 });
    const guests = await admitNew(sale.concertId, RIVALS);

    const responses = await Promise.all(guests.map((each) => best(each, performanceId, { quantity: 2 })));

    const seats = responses.filter(({ status }) => status === 201).flatMap(seatIdsOf);
    expect(new Set(seats).size).toBe(seats.length);
    for (const response of responses) {
      if (response.status !== 201) expectProblem(response, 409, "NO_SUITABLE_SEATS");
    }
    // Random pairs can leave single seats between them, and two of those are not a pair.
    expect(seats.length).toBeGreaterThanOrEqual(RIVALS + RIVALS / 3);
  });

  test("NO_SUITABLE_SEATS: no two seats together; a retry gets the same response", async () => {
    const performanceId = await newDate({ seats: 3 });
    await hold(sale.rival, performanceId, ["A-1-2"]);
    const key = newKey();

    const refused = await best(sale.guest, performanceId, { quantity: 2 }, key);

    expect(expectProblem(refused, 409, "NO_SUITABLE_SEATS")["quantity"]).toBe(2);
    const repeated = await best(sale.guest, performanceId, { quantity: 2 }, key);
    expectProblem(repeated, 409, "NO_SUITABLE_SEATS");
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
  });

  test("404: an unknown section", async () => {
    const performanceId = await newDate();

    expectProblem(await best(sale.guest, performanceId, { quantity: 1, section: "Z" }), 404, "SECTION_NOT_FOUND");
  });

  test.each([
    ["no seat", { bestAvailable: { quantity: 0 } }],
    ["eleven seats", { bestAvailable: { quantity: 11 } }],
    ["half a seat", { bestAvailable: { quantity: 1.5 } }],
    ["an unknown field", { bestAvailable: { quantity: 1, cheap: true } }],
    ["both ways to choose seats", { bestAvailable: { quantity: 1 }, seatIds: ["A-1-1"] }],
    ["accessible in the wrong place", { bestAvailable: { quantity: 1 }, accessible: true }],
    ["no way to choose seats", { accessible: true }],
  ])("400: %s", async (_, body) => {
    const performanceId = await newDate();

    expectInvalid(await holdBy(sale.guest, performanceId, body));

    expect(new Set((await readSeats(sale.guest, performanceId)).values())).toEqual(new Set(["AVAILABLE"]));
  });
});

describe("The orphan rule", () => {
  test("REFUSE: names the seat that would stay empty and the seats to take instead", async () => {
    const performanceId = await newDate({ seats: 8, orphanRule: "REFUSE" });

    const refused = await hold(sale.guest, performanceId, ["A-1-2", "A-1-3"]);

    const problem = expectProblem(refused, 409, "ORPHAN_SEATS");
    expect(problem).toMatchObject({ seatIds: ["A-1-1"], instead: ["A-1-1", "A-1-2"] });
    expect((await hold(sale.guest, performanceId, problem["instead"] as string[])).status).toBe(201);
  });

  test("WARN: holds the seats with a warning, which the reservation keeps", async () => {
    const performanceId = await newDate({ seats: 8, orphanRule: "WARN" });

    const { status, body } = await hold(sale.guest, performanceId, ["A-1-2"]);

    expect(status).toBe(201);
    expect(body.warnings).toEqual([{ code: "ORPHAN_SEATS", seatIds: ["A-1-1"], instead: ["A-1-1"] }]);
    expect((await readReservation(sale.guest.user, body.reservationId)).warnings).toEqual(body.warnings);
  });
});

describe("Accessible units", () => {
  const unit = { accessible: [{ seat: "1-5", companions: ["1-6"] }] };

  test("are shown, kept for users who need them, and given together", async () => {
    const performanceId = await newDate({ seats: 9, section: unit });
    const map = await call<{ seats: { seatId: string; accessibility?: string }[] }>(
      "GET",
      `/v1/performances/${performanceId}/seats`,
      { ...sale.guest },
    );

    const refused = await hold(sale.guest, performanceId, ["A-1-6", "A-1-7"]);
    const given = await best(sale.rival, performanceId, { quantity: 2, accessible: true });

    expect(
      map.body.seats.flatMap(({ seatId, accessibility }) => (accessibility ? [[seatId, accessibility]] : [])),
    ).toEqual([
      ["A-1-5", "ACCESSIBLE"],
      ["A-1-6", "COMPANION"],
    ]);
    expect(expectProblem(refused, 409, "SEATS_KEPT_BACK")["seatIds"]).toEqual(["A-1-6"]);
    expect(seatIdsOf(given)).toEqual(["A-1-5", "A-1-6"]);
    await untilSeats(sale.guest, performanceId, { "A-1-5": "HELD", "A-1-6": "HELD" });
  });

  test("are free for everyone from accessibleUntil on", async () => {
    const performanceId = await newDate({ seats: 9, section: unit, accessibleUntil: inSeconds(-60) });

    expect((await hold(sale.guest, performanceId, ["A-1-6"])).status).toBe(201);
  });

  test.each([
    ["a focal point without a seat", { focalPoint: { row: "1", seat: "10" } }],
    ["a unit with an unknown seat", { accessible: [{ seat: "2-1" }] }],
    ["an unknown companion seat", { accessible: [{ seat: "1-1", companions: ["1-10"] }] }],
    ["a seat in two units", { accessible: [{ seat: "1-1", companions: ["1-2"] }, { seat: "1-2" }] }],
    ["a full seat id", { accessible: [{ seat: "A-1-1" }] }],
  ])("400 when a performance is created: %s", async (_, section) => {
    const path = `/v1/admin/concerts/${sale.concertId}/performances`;

    expectInvalid(
      await call("POST", path, { user: operator, key: newKey(), body: newPerformance({ seats: 9, section }) }),
    );
  });
});

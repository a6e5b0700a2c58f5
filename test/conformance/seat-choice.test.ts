import { beforeAll, describe, expect } from "@jest/globals";
import { hold, holdBy, readReservation, readSeats, untilSeats } from "#test/conformance/support/bookings.ts";
import { type Answer, call, newKey } from "#test/conformance/support/client.ts";
import {
  addPerformance,
  inSeconds,
  newPerformance,
  openConcert,
  type PerformanceOptions,
} from "#test/conformance/support/concerts.ts";
import { admitNew, type Guest } from "#test/conformance/support/line.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Reservation } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);

let concertId: string;
let guest: Guest;
let rival: Guest;

beforeAll(async () => {
  if (operator === null) return;
  concertId = (await openConcert()).concertId;
  [guest, rival] = await admitNew(concertId, 2);
});

const newDate = async (options: PerformanceOptions = {}): Promise<string> =>
  (await addPerformance(concertId, options)).performanceId;

const best = (by: Guest, performanceId: string, bestAvailable: object, key = newKey()) =>
  persist(() => holdBy(by, performanceId, { bestAvailable }, key)).then(({ answer }) => answer);

const seatIdsOf = ({ body }: Answer<Reservation>) => body.seats.map(({ seatId }) => seatId);

describe("Best available", () => {
  test("201: the seats nearest to the focal point, then the next best", async () => {
    const performanceId = await newDate({ seats: 12, section: { focalPoint: { row: "1", number: 9 } } });

    const [first, second] = [
      await best(guest, performanceId, { quantity: 2 }),
      await best(rival, performanceId, {
        quantity: 2,
      }),
    ];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(seatIdsOf(first)).toEqual(["A-1-8", "A-1-9"]);
    expect(seatIdsOf(second)).toEqual(["A-1-6", "A-1-7"]);
    expect(await readReservation(guest.user, first.body.reservationId)).toMatchObject({ status: "HELD", warnings: [] });
  });

  test("S1: 30 people who ask at once for what is the same to each get 30 different pairs", async () => {
    const performanceId = await newDate({ seats: 60, seatLimit: 2 });
    const guests = await admitNew(concertId, 30);

    const answers = await Promise.all(guests.map((each) => best(each, performanceId, { quantity: 2 })));

    const seats = answers.filter(({ status }) => status === 201).flatMap(seatIdsOf);
    expect(new Set(seats).size).toBe(seats.length);
    for (const answer of answers) {
      if (answer.status !== 201) expectProblem(answer, 409, "NO_SUITABLE_SEATS");
    }
    // Random pairs may leave single seats between them, and nobody is sat on two of these.
    expect(seats.length).toBeGreaterThanOrEqual(40);
  });

  test("NO_SUITABLE_SEATS: nowhere are so many together; a repeat is told the same", async () => {
    const performanceId = await newDate({ seats: 3 });
    await hold(rival, performanceId, ["A-1-2"]);
    const key = newKey();

    const refused = await best(guest, performanceId, { quantity: 2 }, key);

    expect(expectProblem(refused, 409, "NO_SUITABLE_SEATS")["quantity"]).toBe(2);
    const repeated = await best(guest, performanceId, { quantity: 2 }, key);
    expectProblem(repeated, 409, "NO_SUITABLE_SEATS");
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
  });

  test("404: an unknown section", async () => {
    const performanceId = await newDate();

    expectProblem(await best(guest, performanceId, { quantity: 1, section: "Z" }), 404, "SECTION_NOT_FOUND");
  });

  test.each([
    ["no seat", { bestAvailable: { quantity: 0 } }],
    ["eleven seats", { bestAvailable: { quantity: 11 } }],
    ["half a seat", { bestAvailable: { quantity: 1.5 } }],
    ["an unknown wish", { bestAvailable: { quantity: 1, cheap: true } }],
    ["seats by both ways", { bestAvailable: { quantity: 1 }, seatIds: ["A-1-1"] }],
    ["accessible in the wrong place", { bestAvailable: { quantity: 1 }, accessible: true }],
    ["neither way", { accessible: true }],
  ])("400: %s", async (_, body) => {
    const performanceId = await newDate();

    expectInvalid(await holdBy(guest, performanceId, body));

    expect(new Set((await readSeats(guest, performanceId)).values())).toEqual(new Set(["AVAILABLE"]));
  });
});

describe("The orphan rule", () => {
  test("REFUSE: names the seat that would stay empty and the seats to take instead", async () => {
    const performanceId = await newDate({ seats: 8, orphanRule: "REFUSE" });

    const refused = await hold(guest, performanceId, ["A-1-2", "A-1-3"]);

    const problem = expectProblem(refused, 409, "ORPHAN_SEATS");
    expect(problem).toMatchObject({ seatIds: ["A-1-1"], instead: ["A-1-1", "A-1-2"] });
    expect((await hold(guest, performanceId, problem["instead"] as string[])).status).toBe(201);
  });

  test("WARN: holds the seats and says so, there and when it is read", async () => {
    const performanceId = await newDate({ seats: 8, orphanRule: "WARN" });

    const { status, body } = await hold(guest, performanceId, ["A-1-2"]);

    expect(status).toBe(201);
    expect(body.warnings).toEqual([{ code: "ORPHAN_SEATS", seatIds: ["A-1-1"], instead: ["A-1-1"] }]);
    expect((await readReservation(guest.user, body.reservationId)).warnings).toEqual(body.warnings);
  });
});

describe("Accessible units", () => {
  const unit = { accessible: [{ seat: "1-5", companions: ["1-6"] }] };

  test("are shown, kept back for those who need them, and given together", async () => {
    const performanceId = await newDate({ seats: 9, section: unit });
    const map = await call<{ seats: { seatId: string; accessibility?: string }[] }>(
      "GET",
      `/v1/performances/${performanceId}/seats`,
      { ...guest },
    );

    const refused = await hold(guest, performanceId, ["A-1-6", "A-1-7"]);
    const given = await best(rival, performanceId, { quantity: 2, accessible: true });

    expect(
      map.body.seats.flatMap(({ seatId, accessibility }) => (accessibility ? [[seatId, accessibility]] : [])),
    ).toEqual([
      ["A-1-5", "ACCESSIBLE"],
      ["A-1-6", "COMPANION"],
    ]);
    expect(expectProblem(refused, 409, "SEATS_KEPT_BACK")["seatIds"]).toEqual(["A-1-6"]);
    expect(seatIdsOf(given)).toEqual(["A-1-5", "A-1-6"]);
    await untilSeats(guest, performanceId, { "A-1-5": "HELD", "A-1-6": "HELD" });
  });

  test("are let go at accessibleUntil", async () => {
    const performanceId = await newDate({ seats: 9, section: unit, accessibleUntil: inSeconds(-60) });

    expect((await hold(guest, performanceId, ["A-1-6"])).status).toBe(201);
  });

  test.each([
    ["a focal point that is no seat", { focalPoint: { row: "1", number: 10 } }],
    ["a unit of a seat that there is not", { accessible: [{ seat: "2-1" }] }],
    ["a companion seat that there is not", { accessible: [{ seat: "1-1", companions: ["1-10"] }] }],
    ["a seat in two units", { accessible: [{ seat: "1-1", companions: ["1-2"] }, { seat: "1-2" }] }],
    ["a seat named in full", { accessible: [{ seat: "A-1-1" }] }],
  ])("400 when a performance is made: %s", async (_, section) => {
    const path = `/v1/admin/concerts/${concertId}/performances`;

    expectInvalid(
      await call("POST", path, { user: operator, key: newKey(), body: newPerformance({ seats: 9, section }) }),
    );
  });
});

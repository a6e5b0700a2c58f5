import { describe, expect } from "@jest/globals";
import { held, hold, readAll, untilSeats } from "#test/conformance/support/bookings.ts";
import { call } from "#test/conformance/support/client.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { BlockedSeats, PerformanceChangeRecord } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const REASON = "The mixing desk needs these seats.";

const change = (performanceId: string, body: unknown, user = operator) =>
  call<BlockedSeats>("POST", `/v1/admin/performances/${performanceId}/blocked-seats`, { user, body });

describe("Blocked seats", () => {
  const sale = withOpenConcert({ guests: 2, performance: { seats: 40 } });
  const history = (limit?: number): Promise<readonly PerformanceChangeRecord[]> =>
    readAll(operator, `/v1/admin/performances/${sale.performanceId}/changes`, limit);

  test("POST blocks seats: the map shows them, and nobody can hold them until they are unblocked", async () => {
    const { performanceId, guest, newSeat } = sale;
    const seatIds = [newSeat(), newSeat()];
    const [first = "", second = ""] = seatIds;

    const blocked = await change(performanceId, { block: seatIds, reason: REASON });
    await untilSeats(guest, performanceId, { [first]: "BLOCKED", [second]: "BLOCKED" });
    const refused = await hold(guest, performanceId, [first]);
    const unblocked = await change(performanceId, { unblock: [first], reason: REASON });
    await held(guest, performanceId, [first]);

    expect(blocked).toMatchObject({ status: 200, body: { performanceId, blocked: seatIds, unblocked: [] } });
    expect(unblocked.body).toMatchObject({ blocked: [], unblocked: [first] });
    expect(expectProblem(refused, 409, "SEAT_TAKEN")).toMatchObject({ seatIds: [first] });
    await untilSeats(guest, performanceId, { [first]: "HELD", [second]: "BLOCKED" });
  });

  test("POST: SEAT_TAKEN names the seats that somebody holds, and blocks none", async () => {
    const { performanceId, rival, newSeat } = sale;
    const [taken, free] = [newSeat(), newSeat()];
    await held(rival, performanceId, [taken]);

    const response = await change(performanceId, { block: [free, taken], reason: REASON });

    expect(expectProblem(response, 409, "SEAT_TAKEN")).toMatchObject({ seatIds: [taken] });
    await untilSeats(rival, performanceId, { [free]: "AVAILABLE", [taken]: "HELD" });
  });

  test("GET changes: each act with its operator, time and reason, the last first, page by page", async () => {
    const { performanceId, newSeat } = sale;
    const seatIds = [newSeat(), newSeat(), newSeat()];
    for (const seatId of seatIds) await change(performanceId, { block: [seatId], reason: REASON });
    await change(performanceId, { block: seatIds, reason: "No difference" });

    const records = await history(2);

    expect(
      records
        .slice(0, 3)
        .flatMap(({ blocked }) => blocked ?? [])
        .toSorted(),
    ).toEqual(seatIds.toSorted());
    for (const record of records) expect(record).toMatchObject({ kind: "SEATS_BLOCKED", reason: REASON });
    const times = records.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(records.every(({ by }) => by === records[0]?.by)).toBe(true);
  });

  test.each([
    ["no seats", { reason: REASON }],
    ["no reason", { block: ["A-1-1"] }],
    ["a reason that nobody can see", { block: ["A-1-1"], reason: " " }],
    ["a seat twice", { block: ["A-1-1", "A-1-1"], reason: REASON }],
    ["a seat to block and to unblock", { block: ["A-1-1"], unblock: ["A-1-1"], reason: REASON }],
    ["more than 90 seats", { block: Array.from({ length: 91 }, (_, index) => `A-1-${index + 1}`), reason: REASON }],
  ])("POST: 400 with %s", async (_, body) => {
    expectInvalid(await change(sale.performanceId, body));
  });

  test("POST: SEAT_NOT_FOUND, PERFORMANCE_NOT_FOUND; operators only", async () => {
    const body = { block: ["A-1-41"], reason: REASON };

    expect(expectProblem(await change(sale.performanceId, body), 404, "SEAT_NOT_FOUND")).toMatchObject({
      seatIds: ["A-1-41"],
    });
    expectProblem(await change("per_none", body), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await change(sale.performanceId, body, sale.guest.user), 403, "FORBIDDEN");
    const list = (performanceId: string, user = operator) =>
      call("GET", `/v1/admin/performances/${performanceId}/changes`, { user });
    expectProblem(await list("per_none"), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await list(sale.performanceId, sale.guest.user), 403, "FORBIDDEN");
  });
});

import { describe, expect } from "@jest/globals";
import {
  cancel,
  expectLedgerToAddUp,
  extend,
  held,
  hold,
  paid,
  pay,
  readAll,
  readBalance,
  readReservation,
  toppedUp,
} from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import type { CallOff, CallOffPreview, PerformanceChangeRecord, Receipt } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const REASON = "The singer is ill.";
const PRICE = 10_000;
/** Two seconds in a function's memory, and time for reads that lag and for the requests. */
const KNOWN_SECONDS_MAX = 6;

const pathOf = (performanceId: string) => `/v1/admin/performances/${performanceId}/call-off`;
const callOff = (performanceId: string, body: object = {}): Promise<ApiResponse<CallOff>> =>
  call<CallOff>("POST", pathOf(performanceId), { user: operator, body: { reason: REASON, ...body } });
const progress = async (performanceId: string): Promise<CallOff> =>
  (await call<CallOff>("GET", pathOf(performanceId), { user: operator })).body;

/** A performance with a hold, a paid reservation, and a paid one of which a seat was cancelled. */
const soldPerformance = async () => {
  const { concertId } = await openConcert();
  const { performanceId } = await addPerformance(concertId, { price: PRICE });
  const [holder, buyer, returner] = await admitNew(concertId, 3);
  const hold = await held(holder, performanceId, ["A-1-1", "A-1-2"]);
  const buy = async (guest: typeof buyer, seatIds: readonly string[]) => {
    await toppedUp(guest.user, seatIds.length * PRICE);
    const { reservationId } = await held(guest, performanceId, seatIds);
    await paid(guest.user, reservationId);
    return reservationId;
  };
  const bought = await buy(buyer, ["A-1-3", "A-1-4"]);
  const partly = await buy(returner, ["A-1-5", "A-1-6"]);
  await cancel(returner.user, partly, ["A-1-5"]);
  return { performanceId, concertId, holder, buyer, returner, hold, bought, partly };
};

describe("Calling a performance off", () => {
  test("a dry run says what it would mean, and changes nothing", async () => {
    const { performanceId, holder, hold: kept } = await soldPerformance();

    const preview = await call<CallOffPreview>("POST", pathOf(performanceId), {
      user: operator,
      body: { reason: REASON, dryRun: true },
    });

    expect(preview).toMatchObject({ status: 200, body: { performanceId, holds: 1, reservations: 2, people: 3 } });
    expect(preview.body.won).toBe(3 * PRICE);
    expectProblem(await call("GET", pathOf(performanceId), { user: operator }), 404, "NOT_CALLED_OFF");
    expect((await readReservation(holder.user, kept.reservationId)).status).toBe("HELD");
  });

  test("M6: everybody gets all of their money back, holds end, and the record and the receipts say so", async () => {
    const { performanceId, holder, buyer, returner, hold: kept, bought, partly } = await soldPerformance();

    const begun = await callOff(performanceId);
    const repeat = await callOff(performanceId, { reason: "Another" });

    expect(begun).toMatchObject({
      status: 202,
      body: { performanceId, status: "RUNNING", reason: REASON, sections: 1 },
    });
    expect(repeat).toMatchObject({ status: 202, body: { reason: REASON, calledOffAt: begun.body.calledOffAt } });
    await until("all refunds", async () => {
      const now = await progress(performanceId);
      return now.reservations === 2 && now.holds === 1 ? now : undefined;
    });
    expect((await progress(performanceId)).won).toBe(3 * PRICE);
    for (const [{ user }, reservationId, won] of [
      [buyer, bought, 2 * PRICE],
      [returner, partly, 2 * PRICE],
    ] as const) {
      const reservation = await readReservation(user, reservationId);
      expect(reservation).toMatchObject({ status: "CANCELLED", organiserAct: "CALLED_OFF" });
      expect(await readBalance(user)).toBe(won);
      await expectLedgerToAddUp(user);
      const { body } = await call<Receipt>("GET", `/v1/payments/${reservation.paymentId}`, { user });
      expect(body.refunds.at(-1)?.organiserAct).toBe("CALLED_OFF");
      expect(body.refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(body.amount);
    }
    expect(await readReservation(holder.user, kept.reservationId)).toMatchObject({
      status: "RELEASED",
      organiserAct: "CALLED_OFF",
    });
    const records = await readAll<PerformanceChangeRecord>(operator, `/v1/admin/performances/${performanceId}/changes`);
    expect(records).toMatchObject([{ kind: "CALLED_OFF", reason: REASON }]);
  });

  test("PERFORMANCE_CALLED_OFF: nothing is held, paid, extended, cancelled, changed or blocked any more", async () => {
    const { performanceId, holder, hold: kept } = await soldPerformance();
    await callOff(performanceId);
    await until(
      "functions know",
      async () => {
        const response = await hold(holder, performanceId, ["A-1-9"]);
        return response.status === 409 && (response.body as { code?: string }).code === "PERFORMANCE_CALLED_OFF"
          ? true
          : undefined;
      },
      KNOWN_SECONDS_MAX,
    );
    await until("the hold is over", async () =>
      (await readReservation(holder.user, kept.reservationId)).status === "RELEASED" ? true : undefined,
    );

    const admin = `/v1/admin/performances/${performanceId}`;
    const responses = [
      await pay(holder.user, kept.reservationId),
      await extend(holder.user, kept.reservationId),
      await call("PATCH", admin, { user: operator, body: { seatLimit: 2, reason: REASON } }),
      await callOff(performanceId, { dryRun: true }),
    ];

    for (const response of responses) {
      const problem = expectProblem(response, 409, "PERFORMANCE_CALLED_OFF");
      expect(problem["calledOffAt"]).toEqual(expect.any(String));
    }
  });

  test.each([
    ["no reason", { reason: undefined }],
    ["a reason of nothing", { reason: "  " }],
    ["text for a boolean", { dryRun: "yes" }],
  ])("POST: 400 with %s", async (_, body) => {
    expectInvalid(await callOff("per_none", body));
  });

  test("PERFORMANCE_NOT_FOUND; operators only", async () => {
    const { concertId } = await openConcert();
    const [{ user }] = await admitNew(concertId, 1);

    expectProblem(await callOff("per_none"), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await callOff("per_none", { dryRun: true }), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await call("GET", pathOf("per_none"), { user: operator }), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await call("GET", pathOf("per_none"), { user }), 403, "FORBIDDEN");
    const body = { reason: REASON };
    expectProblem(await call("POST", pathOf("per_none"), { user, body }), 403, "FORBIDDEN");
  });
});

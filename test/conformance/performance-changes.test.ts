import { describe, expect } from "@jest/globals";
import {
  held,
  hold,
  paid,
  readAll,
  readBalance,
  readReservation,
  release,
  toppedUp,
} from "#test/conformance/support/bookings.ts";
import { type ApiResponse, call, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, inSeconds } from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { until } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew, type Guest } from "#test/conformance/support/queue.ts";
import type { Page, Performance, PerformanceChangeRecord, Receipt, Refund } from "#test/conformance/support/shapes.ts";
import { operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const REASON = "The train is late.";
const PRICE = 10_000;

const change = (performanceId: string, body: object, user = operator): Promise<ApiResponse<Performance>> =>
  call<Performance>("PATCH", `/v1/admin/performances/${performanceId}`, { user, body: { reason: REASON, ...body } });

const historyOf = (performanceId: string): Promise<readonly PerformanceChangeRecord[]> =>
  readAll(operator, `/v1/admin/performances/${performanceId}/changes`);

describe("Changing a performance", () => {
  const sale = withOpenConcert({ guests: 2, performance: {} });

  const listed = async (guest: Guest, performanceId: string): Promise<Performance | undefined> => {
    const path = `/v1/concerts/${sale.concertId}/performances?limit=100`;
    const { body } = await call<Page<Performance>>("GET", path, { ...guest });
    return body.items.find((performance) => performance.performanceId === performanceId);
  };

  test("PATCH: buyers see the change within seconds, and it is on record with its operator and reason", async () => {
    const { performanceId, startsAt } = await addPerformance(sale.concertId);
    const later = inSeconds(40 * 86_400);

    const changed = await change(performanceId, { startsAt: later, seatLimit: 1, orphanRule: "WARN" });

    expect(changed).toMatchObject({ status: 200, body: { performanceId, seatLimit: 1, orphanRule: "WARN" } });
    await until("the list shows it", async () => {
      const shown = await listed(sale.guest, performanceId);
      return shown?.startsAt === changed.body.startsAt ? shown : undefined;
    });
    expect(await historyOf(performanceId)).toMatchObject([
      {
        kind: "CHANGED",
        reason: REASON,
        changes: [
          { field: "startsAt", from: startsAt, to: changed.body.startsAt },
          { field: "seatLimit", from: 4, to: 1 },
          { field: "orphanRule", from: "OFF", to: "WARN" },
        ],
      },
    ]);
    await until("a hold goes by it", async () => {
      const response = await hold(sale.guest, performanceId, ["A-1-1", "A-1-2"]);
      return response.status === 409 ? true : undefined;
    });
  });

  test("PATCH: a new price is for later buyers", async () => {
    const { performanceId, prices } = await addPerformance(sale.concertId, { price: PRICE });
    const early = await held(sale.rival, performanceId, ["A-1-1"]);
    const cheaper = prices.map((category) => ({
      ...category,
      types: category.types.map((type) => ({ ...type, amount: 700 })),
    }));

    expect((await change(performanceId, { prices: cheaper, bookingFee: 50 })).status).toBe(200);

    const late = await until("a hold goes by it", async () => {
      const response = await held(sale.rival, performanceId, ["A-1-2"]);
      if (response.amount === 750) return response;
      // Else a few of them would reach the limit of a person.
      await release(sale.rival.user, response.reservationId);
      return undefined;
    });
    expect(late.amount).toBe(750);
    expect((await readReservation(sale.rival.user, early.reservationId)).amount).toBe(PRICE);
  });

  test.each([
    ["no field", {}],
    ["no reason", { seatLimit: 2, reason: undefined }],
    ["an unknown field", { capacity: 1 }],
    ["a limit of nothing", { seatLimit: 0 }],
    [
      "a sale that ends before it begins",
      { salesOpenAt: "2027-01-02T00:00:00Z", salesCloseAt: "2027-01-01T00:00:00Z" },
    ],
    ["prices of another category", { prices: [{ category: "X", types: [] }] }],
    ["a time that is none", { startsAt: "soon" }],
  ])("PATCH: 400 with %s", async (_, body) => {
    expectInvalid(await change(sale.performanceId, body));
  });

  test("PATCH: PERFORMANCE_NOT_FOUND; operators only", async () => {
    expectProblem(await change("per_none", { seatLimit: 2 }), 404, "PERFORMANCE_NOT_FOUND");
    expectProblem(await change(sale.performanceId, { seatLimit: 2 }, sale.guest.user), 403, "FORBIDDEN");
  });
});

describe("Refunding outside the rule", () => {
  const sale = withOpenConcert({
    guests: 2,
    performance: { price: PRICE, cancellableUntil: "2020-01-01T00:00:00Z", seats: 40 },
  });
  const refund = (reservationId: string, body: object = {}, key = newKey(), user = operator) =>
    call<Refund>("POST", `/v1/admin/reservations/${reservationId}/refund`, {
      user,
      key,
      body: { reason: REASON, ...body },
    });
  const buy = async () => {
    const [guest] = await admitNew(sale.concertId, 1);
    const seatIds = [sale.newSeat(), sale.newSeat()];
    await toppedUp(guest.user, 2 * PRICE);
    const { reservationId } = await held(guest, sale.performanceId, seatIds);
    await paid(guest.user, reservationId);
    return { user: guest.user, reservationId, seatIds };
  };

  test("POST: all of the price back, once for a key, with receipt, reservation and record", async () => {
    const { user, reservationId, seatIds } = await buy();
    const key = newKey();

    const [first, repeat] = [await refund(reservationId, {}, key), await refund(reservationId, {}, key)];

    expect(first).toMatchObject({ status: 201, body: { amount: 2 * PRICE, organiserAct: "REFUNDED" } });
    expect(repeat.body).toEqual(first.body);
    expect(repeat.headers.get("idempotency-replayed")).toBe("true");
    expect(await readBalance(user)).toBe(2 * PRICE);
    const reservation = await readReservation(user, reservationId);
    expect(reservation).toMatchObject({ status: "CANCELLED", organiserAct: "REFUNDED" });
    const { body: receipt } = await call<Receipt>("GET", `/v1/payments/${reservation.paymentId}`, { user });
    expect(receipt.refunds).toEqual([first.body]);
    const { refundId, amount } = first.body;
    const records = await historyOf(sale.performanceId);
    expect(records.find((record) => record.refund?.refundId === refundId)).toMatchObject({
      kind: "REFUNDED",
      reason: REASON,
      refund: { reservationId, seatIds, amount },
    });
  });

  test("POST: some seats", async () => {
    const { user, reservationId, seatIds } = await buy();

    const response = await refund(reservationId, { seatIds: seatIds.slice(0, 1) });

    expect(response).toMatchObject({ status: 201, body: { amount: PRICE } });
    const reservation = await readReservation(user, reservationId);
    expect(reservation).toMatchObject({ status: "PAID", amount: PRICE });
    expectProblem(await refund(reservationId, { seatIds: seatIds.slice(0, 1) }), 404, "SEAT_NOT_FOUND");
  });

  test("POST: refusals", async () => {
    const { reservationId, user } = await buy();
    const key = newKey();
    await refund(reservationId, {}, key);

    expectProblem(await refund(reservationId), 409, "RESERVATION_NOT_PAID");
    expectProblem(await refund(reservationId, { reason: "Another" }, key), 422, "IDEMPOTENCY_KEY_REUSED");
    expectProblem(await refund("res_none"), 404, "RESERVATION_NOT_FOUND");
    expectProblem(await refund(reservationId, {}, newKey(), user), 403, "FORBIDDEN");
    expectInvalid(await refund(reservationId, { reason: undefined }));
    expectInvalid(await refund(reservationId, { seatIds: [] }));
    const withoutKey = await call("POST", `/v1/admin/reservations/${reservationId}/refund`, {
      user: operator,
      body: { reason: REASON },
    });
    expectProblem(withoutKey, 400, "IDEMPOTENCY_KEY_REQUIRED");
  });
});

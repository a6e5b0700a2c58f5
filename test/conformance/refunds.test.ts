/** M5: refund rules of performances, quotes, and what cancellations refund by them. */
import { describe, expect } from "@jest/globals";
import {
  cancel,
  cancelBy,
  expectLedgerToAddUp,
  held,
  paid,
  quote,
  readBalance,
  readReservation,
  readStatement,
  toppedUp,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import {
  addPerformance,
  inSeconds,
  newConcert,
  newPerformance,
  openConcert,
} from "#test/conformance/support/concerts.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Concert, Performance, Receipt } from "#test/conformance/support/shapes.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 10_000;
const BOOKING_FEE = 1000;
const DAY = 86_400;

const sale = withOpenConcert({ guests: 9 });

/** A fifth is kept, and the booking fee, for a day. */
const KEEPS_A_FIFTH = {
  steps: [
    { until: { time: inSeconds(-DAY) }, feePercent: 0, bookingFeeBack: true },
    { until: { time: inSeconds(DAY) }, feePercent: 20 },
  ],
};

/** A new guest who has bought seats of a new performance. */
const bought = async (seats: number, refundRule: unknown = KEEPS_A_FIFTH) => {
  const guest = sale.newGuest();
  const options = { seats: 10, price: PRICE, bookingFee: BOOKING_FEE, refundRule };
  const { performanceId } = await addPerformance(sale.concertId, options);
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const hold = await held(guest, performanceId, seatIds);
  await toppedUp(guest.user, seats * (PRICE + BOOKING_FEE));
  const receipt = await paid(guest.user, hold.reservationId);
  return { user: guest.user, hold, reservationId: hold.reservationId, receipt };
};

describe("The refund rule of a performance", () => {
  test("kr-performance is shown with its times, in days of the concert's time zone", async () => {
    const { concertId, timeZone } = await openConcert({ timeZone: "America/New_York" });
    const startsAt = "2030-03-12T23:00:00.000Z";

    const performance = await addPerformance(concertId, { startsAt, refundRule: "kr-performance" });

    expect([timeZone, performance.timeZone]).toEqual(["America/New_York", "America/New_York"]);
    expect(performance.cancellableUntil).toBe(startsAt);
    expect(performance.refundRule).toEqual({
      preset: "kr-performance",
      steps: [
        // Summer time begins on 10 March 2030.
        { until: "2030-03-03T05:00:00.000Z", feePercent: 0, bookingFeeBack: true },
        { until: "2030-03-06T05:00:00.000Z", feePercent: 10, bookingFeeBack: false },
        { until: "2030-03-10T05:00:00.000Z", feePercent: 20, bookingFeeBack: false },
        { until: "2030-03-12T04:00:00.000Z", feePercent: 30, bookingFeeBack: false },
        { until: startsAt, feePercent: 90, bookingFeeBack: false },
      ],
      fullRefund: { withinHours: 24, ifBoughtBefore: "2030-03-09T05:00:00.000Z" },
    });
  });

  test("is a full refund until cancellableUntil if there is none, in Seoul by default", async () => {
    const cancellableUntil = "2030-03-01T00:00:00.000Z";

    const performance = await addPerformance(sale.concertId, { cancellableUntil });

    expect(performance.timeZone).toBe("Asia/Seoul");
    expect(performance.refundRule).toEqual({
      preset: null,
      steps: [{ until: cancellableUntil, feePercent: 0, bookingFeeBack: true }],
      fullRefund: null,
    });
  });

  test("400: with a rule that makes no sense, or two of them, and with a time zone that does not exist", async () => {
    const add = (options: Parameters<typeof newPerformance>[0]) =>
      call<Performance>("POST", `/v1/admin/concerts/${sale.concertId}/performances`, {
        user: operator,
        key: newKey(),
        body: newPerformance(options),
      });
    const step = (until: unknown, feePercent: number) => ({ until, feePercent });

    expectInvalid(await add({ refundRule: "none" }));
    expectInvalid(await add({ refundRule: { steps: [] } }));
    expectInvalid(await add({ refundRule: { steps: [step({ daysBefore: 1 }, 101)] } }));
    expectInvalid(await add({ refundRule: { steps: [step({ daysBefore: 2 }, 20), step({ daysBefore: 1 }, 10)] } }));
    expectInvalid(await add({ refundRule: { steps: [step({ daysBefore: 1 }, 10), step({ daysBefore: 2 }, 20)] } }));
    expectInvalid(await add({ refundRule: "kr-performance", cancellableUntil: inSeconds(DAY) }));
    const concert = newConcert({ timeZone: "Asia/Atlantis" });
    expectInvalid(await call<Concert>("POST", "/v1/admin/concerts", { user: operator, key: newKey(), body: concert }));
  });
});

describe("A quote", () => {
  test("M5: 200, and the cancellation gives exactly that; reservation, receipt and statement show it", async () => {
    const { user, hold, reservationId, receipt } = await bought(3);
    expect(hold.refundRule.steps.map(({ feePercent }) => feePercent)).toEqual([0, 20]);
    expect(receipt).toMatchObject({
      price: 3 * PRICE,
      bookingFees: 3 * BOOKING_FEE,
      amount: 3 * (PRICE + BOOKING_FEE),
    });

    const quoted = await quote(user, reservationId, "?seatIds=A-1-1,A-1-3");
    const { response } = await persist(() =>
      cancelBy(user, reservationId, { seatIds: ["A-1-1", "A-1-3"], quotedRefund: quoted.body.amount }),
    );

    expect(quoted.status).toBe(200);
    const sums = { price: 20_000, bookingFees: 0, cancellationFees: 4000, amount: 16_000 };
    expect(quoted.body).toMatchObject({ reservationId, ...sums });
    expect(quoted.body.seats.map(({ seatId }) => seatId)).toEqual(["A-1-1", "A-1-3"]);
    expect(Date.parse(quoted.body.holdsUntil)).toBeGreaterThan(Date.parse(quoted.body.serverTime));
    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ ...sums, balanceAfter: 16_000 });
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "PAID", amount: PRICE + BOOKING_FEE });
    const now = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });
    expect(now.body).toEqual({ ...receipt, status: "PARTLY_CANCELLED", refunds: [response.body] });
    const [refund, payment] = await readStatement(user);
    expect(refund).toMatchObject({ kind: "REFUND", amount: 16_000, bookingFees: 0, cancellationFees: 4000 });
    expect(payment).toMatchObject({ kind: "PAYMENT", bookingFees: 3 * BOOKING_FEE, cancellationFees: 0 });
    await expectLedgerToAddUp(user);
  });

  test("of all seats within the hours after buying is what was paid", async () => {
    const { user, reservationId, receipt } = await bought(2, "kr-performance");

    const { body } = await quote(user, reservationId);

    expect(body).toMatchObject({ amount: receipt.amount, bookingFees: 2 * BOOKING_FEE, cancellationFees: 0 });
    const { refundRule } = await readReservation(user, reservationId);
    expect(Date.parse(refundRule.fullRefundUntil ?? "")).toBe(Date.parse(receipt.paidAt) + DAY * 1000);
  });

  test("RESERVATION_NOT_FOUND, SEAT_NOT_FOUND, RESERVATION_NOT_PAID, 400", async () => {
    const { user, reservationId } = await bought(2);

    expectProblem(await quote(await newUser(), reservationId), 404, "RESERVATION_NOT_FOUND");
    expectProblem(await quote(user, "res_none"), 404, "RESERVATION_NOT_FOUND");
    const unknown = expectProblem(await quote(user, reservationId, "?seatIds=A-1-9"), 404, "SEAT_NOT_FOUND");
    expect(unknown["seatIds"]).toEqual(["A-1-9"]);
    for (const query of ["?seatIds=", "?seatIds=A-1-1,A-1-1", "?seatIds=A-1-1,", "?seats=A-1-1"]) {
      expectInvalid(await quote(user, reservationId, query));
    }
    await persist(() => cancel(user, reservationId));
    const again = expectProblem(await quote(user, reservationId), 409, "RESERVATION_NOT_PAID");
    expect(again["reservationStatus"]).toBe("CANCELLED");
  });

  test("CANCELLATION_CLOSED once the last step is over: 409", async () => {
    const rule = { steps: [{ until: { time: inSeconds(-60) }, feePercent: 50 }] };
    const { user, reservationId } = await bought(1, rule);

    const problem = expectProblem(await quote(user, reservationId), 409, "CANCELLATION_CLOSED");

    expect(Date.parse(String(problem["cancellableUntil"]))).toBeLessThanOrEqual(Date.now());
    expectProblem(await cancel(user, reservationId), 409, "CANCELLATION_CLOSED");
  });
});

describe("A cancellation", () => {
  test("M5: REFUND_CHANGED if it was quoted another refund: 409 with the new quote, and nothing changes", async () => {
    const { user, reservationId } = await bought(1);
    const key = newKey();

    const problem = expectProblem(
      await cancelBy(user, reservationId, { quotedRefund: 9000 }, key),
      409,
      "REFUND_CHANGED",
    );

    expect(problem["quote"]).toMatchObject({ seatIds: ["A-1-1"], cancellationFees: 2000, amount: 8000 });
    expect(await readReservation(user, reservationId)).toMatchObject({ status: "PAID" });
    expect(await readBalance(user)).toBe(0);
    const { response } = await persist(() => cancelBy(user, reservationId, { quotedRefund: 8000 }, key));
    expect([response.status, response.body.amount]).toEqual([201, 8000]);
    expectInvalid(await cancelBy(user, reservationId, { quotedRefund: -1 }));
  });

  test("M5: may be used up by its fee: 201 with a refund of nothing", async () => {
    const rule = { steps: [{ until: { time: inSeconds(DAY) }, feePercent: 100 }] };
    const { user, reservationId } = await bought(1, rule);

    const { response } = await persist(() => cancelBy(user, reservationId, { quotedRefund: 0 }));

    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ amount: 0, cancellationFees: PRICE, balanceAfter: 0 });
    expect((await readStatement(user))[0]).toMatchObject({ kind: "REFUND", amount: 0, cancellationFees: PRICE });
  });
});

describe("A free seat", () => {
  test("M3: is paid for with 0 won and cancelled for nothing, each with its entry", async () => {
    const guest = sale.newGuest();
    const { performanceId } = await addPerformance(sale.concertId, { price: 0 });
    const { reservationId } = await held(guest, performanceId, ["A-1-1"]);

    const receipt = await paid(guest.user, reservationId);
    const { response } = await persist(() => cancel(guest.user, reservationId));

    expect(receipt).toMatchObject({ amount: 0, balanceAfter: 0, entrySeq: 1 });
    expect(response.body).toMatchObject({ amount: 0, balanceAfter: 0, entrySeq: 2 });
    expect((await readStatement(guest.user)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["REFUND", 0],
      ["PAYMENT", 0],
    ]);
  });
});

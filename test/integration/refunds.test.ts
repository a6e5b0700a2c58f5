/** M5: refunds by the rule of a reservation, on the real engine: a quote is the refund, and no refunds pass what was paid. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { RefundRule } from "#contract/refund-rules.ts";
import type { AuditPage } from "#functions/audit/audit-concert.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, section, holdNow } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { auditConcert } = await import("#functions/audit/audit-concert.ts");
const { addResults } = await import("#functions/audit/audit-task.ts");
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { postingsOf } = await import("#functions/balance/rules/ledger.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { addRefund, readWithPayment } = await import("#functions/payments/payment-store.ts");
const { quoteCancellation } = await import("#functions/payments/quote-cancellation.ts");
const { recountSection } = await import("#functions/seats/seat-store.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { transact } = await import("#functions/shared/transaction.ts");

jest.setTimeout(300_000);
afterAll(() => environment.stop());
afterEach(() => {
  jest.restoreAllMocks();
});

const TOPPED_UP = 20_000_000;
const DAY_SECONDS = 86_400;

/** A rule whose present step has been reached, and whose next one is a day away. */
const nowKeeping = (feePercent: number, bookingFeeBack: boolean): RefundRule => ({
  steps: [
    { until: { time: isoTime(systemClock() - 3600) }, feePercent: 0, bookingFeeBack: true },
    { until: { time: isoTime(systemClock() + DAY_SECONDS) }, feePercent, bookingFeeBack },
  ],
});

interface Sale {
  readonly refundRule: RefundRule;
  readonly price?: number;
  readonly bookingFee?: number;
  readonly seats?: number;
  readonly startsAt?: number;
}

const heldBy = async (userId: string, { price = 9999, seats = 4, ...sale }: Sale) => {
  const startsAt = systemClock() + 30 * DAY_SECONDS;
  const { concertId, performance } = await createSale({ startsAt, ...sale, sections: [section({ price })] });
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId, amount: TOPPED_UP, idempotencyKey: "top-up", amountMax: 1e8, balanceMax: 1e9 });
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservation } = await holdNow({ performance, seatIds, queueToken, idempotencyKey: "hold" });
  return { concertId, seatIds, reservation, reservationId: reservation.reservationId };
};

const boughtBy = async (userId: string, sale: Sale) => {
  const hold = await heldBy(userId, sale);
  const { payment } = await payReservation({ reservationId: hold.reservationId, userId, idempotencyKey: "pay" });
  return { ...hold, payment };
};

const someone = (): string => people(1)[0] ?? "";
const quoteOf = async (userId: string, reservationId: string, seatIds?: readonly string[]) =>
  (await quoteCancellation({ userId, reservationId, seatIds }, systemClock())).quote;
const cancel = (userId: string, reservationId: string, seatIds?: readonly string[], quotedRefund?: number) =>
  cancelReservation({ userId, reservationId, seatIds, quotedRefund, idempotencyKey: randomUUID() });

/** M1, M4, M5: ledger, receipt and reservation agree to the won, and the refunds are no more than what was paid. */
const expectSound = async (userId: string, reservationId: string): Promise<void> => {
  const [{ balance }, { items }, found] = await Promise.all([
    readAccount(userId, { consistent: true }),
    listEntries(userId, { limit: 100, before: undefined }),
    readWithPayment(reservationId),
  ]);
  const { amount: paid = 0, refunds = [] } = found?.payment ?? {};
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
  expect(balance).toBe(TOPPED_UP - paid + refunded);
  expect(refunded).toBeLessThanOrEqual(paid);
  const postings = items.flatMap(postingsOf);
  const total = (start: string) =>
    postings.filter(({ account }) => account.startsWith(start)).reduce((sum, { amount }) => sum + amount, 0);
  expect(total("")).toBe(0);
  expect(TOPPED_UP).toBe(balance + total("TAKINGS:") + total("BOOKING_FEES:") + total("CANCELLATION_FEES:"));
  expect(total("CANCELLATION_FEES:")).toBe(
    refunds.reduce((sum, { cancellationFees = 0 }) => sum + cancellationFees, 0),
  );
};

describe("paying", () => {
  it("M4: takes seat prices and booking fees to accounts of their own", async () => {
    const userId = someone();
    const { concertId, reservationId, payment } = await boughtBy(userId, {
      refundRule: "kr-performance",
      price: 50_000,
      bookingFee: 2000,
    });

    const [entry] = (await listEntries(userId, { limit: 1, before: undefined })).items;

    expect(payment.amount).toBe(4 * 52_000);
    expect(entry && postingsOf(entry)).toEqual([
      { account: "POINTS", amount: -208_000 },
      { account: `TAKINGS:${concertId}`, amount: 200_000 },
      { account: `BOOKING_FEES:${concertId}`, amount: 8000 },
    ]);
    await expectSound(userId, reservationId);
  });

  it("M3: for free seats makes a payment, an entry and a receipt like any other, and moves no money", async () => {
    const userId = someone();
    const { reservationId, payment } = await boughtBy(userId, { refundRule: "kr-performance", price: 0 });

    expect(payment).toMatchObject({ amount: 0, balanceAfter: TOPPED_UP, entrySeq: 2 });
    expect((await cancel(userId, reservationId)).refund).toMatchObject({ amount: 0, entrySeq: 3 });
    await expectSound(userId, reservationId);
  });

  it("M5: fixes until when everything is refunded, and no later change of the clock moves it", async () => {
    const userId = someone();
    const { reservationId, payment } = await boughtBy(userId, { refundRule: "kr-performance" });

    const { reservation } = (await readWithPayment(reservationId)) ?? {};

    expect(reservation?.fullRefundUntil).toBe(payment.paidAt + DAY_SECONDS);
    expect(reservation?.refundRule.steps.map(({ feePercent }) => feePercent)).toEqual([0, 10, 20, 30, 90]);
  });

  it.each([1, 10])("holding %p seats under a long rule costs 2(n + 2) write units", async (seats) => {
    const userId = someone();
    const { performance, concertId } = await createSale({
      startsAt: systemClock() + 30 * DAY_SECONDS,
      refundRule: "kr-performance",
      bookingFee: 2000,
    });
    const queueToken = (await admit(concertId, [userId])).get(userId);
    if (!queueToken) throw new Error("no queue token");
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);

    const units = await unitsOf(() => holdNow({ performance, seatIds, queueToken, idempotencyKey: "hold" }));

    expect(units.write).toBe(2 * (seats + 2));
  });

  it.each([1, 10])("of %p seats with booking fees and a long rule costs 2(n + 7) write units", async (seats) => {
    const userId = someone();
    const { reservationId } = await heldBy(userId, { refundRule: "kr-performance", bookingFee: 2000, seats });

    const units = await unitsOf(() => payReservation({ reservationId, userId, idempotencyKey: "pay" }));

    expect(units.write).toBe(2 * (seats + 7));
    expect(units.read).toBeLessThanOrEqual(2);
  });
});

describe("a cancellation", () => {
  it("M5: gives what the quote said, keeps the fee, and notes both on the receipt", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, { refundRule: nowKeeping(10, false), bookingFee: 1000 });
    const quote = await quoteOf(userId, reservationId, ["A-1-2", "A-1-3"]);

    const { refund } = await cancel(userId, reservationId, ["A-1-2", "A-1-3"], quote.amount);

    expect(quote).toMatchObject({ price: 19_998, cancellationFees: 1998, bookingFees: 0, amount: 18_000 });
    expect(quote.holdsUntil).toBeGreaterThan(systemClock() + DAY_SECONDS - 60);
    expect(refund).toMatchObject({ amount: 18_000, cancellationFees: 1998 });
    const found = await readWithPayment(reservationId);
    expect(found?.reservation).toMatchObject({
      amount: 2 * 10_999,
      lastRefund: { amount: 18_000, bookingFees: 0, cancellationFees: 1998 },
    });
    await expectSound(userId, reservationId);
  });

  it("M5: with another refund than was quoted changes nothing, and says what the refund is now", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, { refundRule: nowKeeping(20, true), price: 10_000 });

    const refused = cancel(userId, reservationId, ["A-1-1"], 9000);

    await expect(refused).rejects.toMatchObject({
      code: "REFUND_CHANGED",
      evidence: { quote: { seatIds: ["A-1-1"], price: 10_000, cancellationFees: 2000, amount: 8000 } },
    });
    expect((await readWithPayment(reservationId))?.payment?.refunds).toEqual([]);
    expect((await cancel(userId, reservationId, ["A-1-1"], 8000)).refund.amount).toBe(8000);
    await expectSound(userId, reservationId);
  });

  it("M5: a repeat gets the refund it got, also after the rule has gone on to another step", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, { refundRule: "kr-performance" });
    const request = { userId, reservationId, seatIds: ["A-1-1"], quotedRefund: 9999, idempotencyKey: "k1" };
    const first = await cancelReservation(request);

    const realNow = Date.now.bind(Date);
    jest.spyOn(Date, "now").mockImplementation(() => realNow() + 25 * DAY_SECONDS * 1000);
    const again = await cancelReservation(request);

    expect(again.refund).toEqual(first.refund);
    expect(again.isRepeat).toBe(true);
    await expect(cancelReservation({ ...request, quotedRefund: 1 })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });

  it("M5: seat by seat through all steps of kr-performance never refunds more than was paid, and ends with the start", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, {
      refundRule: "kr-performance",
      price: 100_000,
      bookingFee: 2000,
      seats: 6,
    });
    const realNow = Date.now.bind(Date);
    let days = 0;
    jest.spyOn(Date, "now").mockImplementation(() => realNow() + days * DAY_SECONDS * 1000);

    const amounts: number[] = [];
    for (const [index, daysLater] of [0, 21, 24, 28, 29.99].entries()) {
      days = daysLater;
      const seatIds = [`A-1-${index + 1}`];
      const { amount } = await quoteOf(userId, reservationId, seatIds);
      expect((await cancel(userId, reservationId, seatIds, amount)).refund.amount).toBe(amount);
      amounts.push(amount);
    }
    days = 30.01;

    expect(amounts[0]).toBe(102_000);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(new Set(amounts).size).toBeGreaterThanOrEqual(4);
    await expect(cancel(userId, reservationId)).rejects.toMatchObject({ code: "CANCELLATION_CLOSED" });
    await expectSound(userId, reservationId);
  });
});

describe("the audit", () => {
  it("M4: finds nothing wrong with fees that were kept and refunded, and sums them up", async () => {
    const userId = someone();
    const { concertId, reservationId } = await boughtBy(userId, {
      refundRule: nowKeeping(10, true),
      price: 10_000,
      bookingFee: 500,
    });
    await cancel(userId, reservationId, ["A-1-1"]);
    const { performanceId } = (await readWithPayment(reservationId))?.reservation ?? {};
    await recountSection(performanceId ?? "", "A", systemClock());

    const pages: AuditPage[] = [];
    do {
      pages.push(await auditConcert({ concertId, cursor: pages.at(-1)?.nextCursor ?? undefined, waitsMs: [] }));
    } while (pages.at(-1)?.nextCursor !== null);
    const { findings, points } = addResults(pages);

    expect(findings).toEqual([]);
    expect(points).toMatchObject({
      toppedUp: TOPPED_UP,
      takingsByEntries: 30_000,
      takingsByPayments: 30_000,
      bookingFeesByEntries: 1500,
      bookingFeesByPayments: 1500,
      cancellationFeesByEntries: 1000,
      cancellationFeesByPayments: 1000,
    });
    expect(points.balances).toBe(TOPPED_UP - 30_000 - 1500 - 1000);
  });
});

describe("many cancellations at once", () => {
  const wishes = (seats: number) =>
    fc.array(fc.uniqueArray(fc.integer({ min: 1, max: seats }), { minLength: 1, maxLength: seats }), {
      minLength: 2,
      maxLength: 6,
    });
  const plan = fc.integer({ min: 1, max: 10 }).chain((seats) =>
    fc.record({
      seats: fc.constant(seats),
      price: fc.integer({ min: 0, max: 200_000 }),
      bookingFee: fc.integer({ min: 0, max: 3000 }),
      feePercent: fc.nat(100),
      bookingFeeBack: fc.boolean(),
      wishes: wishes(seats),
    }),
  );

  it("M5: each refunds its quote or nothing, no seat twice, and all together no more than was paid", async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ feePercent, bookingFeeBack, wishes: wanted, ...sale }) => {
        const userId = someone();
        const { reservationId } = await boughtBy(userId, {
          ...sale,
          refundRule: nowKeeping(feePercent, bookingFeeBack),
        });
        const quoted = await Promise.all(
          wanted.map(async (numbers) => {
            const seatIds = numbers.map((number) => `A-1-${number}`);
            return { seatIds, quote: await quoteOf(userId, reservationId, seatIds) };
          }),
        );

        const outcomes = await Promise.all(
          quoted.map(async ({ seatIds, quote }) => {
            try {
              const { refund } = await cancel(userId, reservationId, seatIds, quote.amount);
              expect(refund.amount).toBe(quote.amount);
              return refund.seatIds;
            } catch (error) {
              if (!(error instanceof Problem)) throw error;
              expect(["SEAT_NOT_FOUND", "RESERVATION_NOT_PAID", "REQUEST_IN_PROGRESS"]).toContain(error.code);
              return [];
            }
          }),
        );
        const returned = outcomes.flat();

        expect(new Set(returned).size).toBe(returned.length);
        await expectSound(userId, reservationId);
      }),
      { numRuns: 25 },
    );
  });

  it("M5 positive control: without the condition on the payment, refunds pass what was paid", async () => {
    const userId = someone();
    const { reservationId, payment } = await boughtBy(userId, { refundRule: nowKeeping(0, true), seats: 1 });
    const { refund } = await cancel(userId, reservationId);
    // As a cancellation would that read the payment before the first one, and met no other condition.
    const second = () => transact([addRefund(reservationId, payment, { ...refund, refundId: "ref_second" })]);
    const refunded = async () =>
      (await readWithPayment(reservationId))?.payment?.refunds.reduce((sum, { amount }) => sum + amount, 0);

    expect((await second()).kind).toBe("refused");
    expect(await refunded()).toBe(payment.amount);
    await withoutCondition((write) => "UpdateExpression" in write, second);

    expect(await refunded()).toBe(2 * payment.amount);
  });

  it("M5: a refund that would pass what was paid is not even written", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, { refundRule: nowKeeping(0, true), seats: 1 });
    const { refund } = await cancel(userId, reservationId);
    const paid = (await readWithPayment(reservationId))?.payment;
    if (paid === undefined) throw new Error("no payment");

    expect(() => addRefund(reservationId, paid, { ...refund, amount: 1 })).toThrow(RangeError);
  });
});

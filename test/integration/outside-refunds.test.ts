/** Refunds outside the rule: the whole price back exactly once, and reservation, receipt, ledger and record agree. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { auditBuyer } = await import("#functions/audit/buyer-audit.ts");
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { readEveryPerformance } = await import("#functions/catalog/catalog-store.ts");
const { listPerformanceChanges } = await import("#functions/catalog/performance-history-store.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { readWithPayment } = await import("#functions/payments/payment-store.ts");
const { refundReservation } = await import("#functions/payments/refund-reservation.ts");
const { readTaken } = await import("#functions/seats/seat-store.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const PRICE = 1000;
const TOPPED_UP = 100_000;
const REASON = "The buyer is in hospital.";

/** Bought too late for a cancellation. */
const bought = async (seats = 3) => {
  const { concertId, performance } = await createSale({ cancellableUntil: systemClock() - 1 });
  const { performanceId } = performance;
  const [userId = ""] = people(1);
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId, amount: TOPPED_UP, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservation } = await holdNow({ performance, queueToken, seatIds });
  const { reservationId } = reservation;
  await payReservation({ reservationId, userId, idempotencyKey: "pay" });
  const refund = (some?: readonly string[], idempotencyKey: string = randomUUID(), reason = REASON) =>
    refundReservation({ reservationId, operatorId: "operator", seatIds: some, reason, idempotencyKey });
  const history = async () => (await listPerformanceChanges(performanceId, { limit: 100, after: undefined })).items;
  const expectSound = async (won: number): Promise<void> => {
    const { items } = await listEntries(userId, { limit: 100, before: undefined });
    const found = await readWithPayment(reservationId);
    expect((await readAccount(userId, { consistent: true })).balance).toBe(won);
    expect(items.reduce((sum, { amount }) => sum + amount, 0)).toBe(won);
    expect(items.filter(({ kind }) => kind === "REFUND").map(({ reference }) => reference)).toEqual(
      (found?.payment?.refunds ?? []).map(({ refundId }) => refundId).toReversed(),
    );
    const sale = { concertId, performances: await readEveryPerformance(concertId) };
    expect((await auditBuyer(sale, reservation, systemClock)).findings).toEqual([]);
  };
  return { userId, performanceId, reservationId, seatIds, refund, history, expectSound };
};

describe("a refund outside the rule", () => {
  it("M3, M4: cancels some seats and then the rest, with the whole price back, when no cancellation is possible", async () => {
    const { userId, performanceId, reservationId, seatIds, refund, history, expectSound } = await bought();
    const cancel = cancelReservation({ userId, reservationId, seatIds: undefined, idempotencyKey: "c" });
    await expect(cancel).rejects.toMatchObject({ code: "CANCELLATION_CLOSED" });

    const some = await refund(["A-1-2"]);
    await expectSound(TOPPED_UP - 2 * PRICE);
    const partly = (await readWithPayment(reservationId))?.reservation;
    const rest = await refund();

    expect([some.refund, rest.refund]).toMatchObject([
      { amount: PRICE, seatIds: ["A-1-2"], organiserAct: "REFUNDED" },
      { amount: 2 * PRICE, seatIds: ["A-1-1", "A-1-3"], organiserAct: "REFUNDED" },
    ]);
    expect(partly).toMatchObject({ status: "PAID", organiserAct: "REFUNDED", returnedSeatIds: ["A-1-2"] });
    expect((await readWithPayment(reservationId))?.reservation.status).toBe("CANCELLED");
    expect(await readTaken(performanceId, seatIds, systemClock())).toEqual([]);
    await expectSound(TOPPED_UP);
    const records = (await history()).toSorted((a, b) => (a.refund?.amount ?? 0) - (b.refund?.amount ?? 0));
    expect(records).toMatchObject(
      [some, rest].map(({ refund: { refundId, amount } }) => ({
        kind: "REFUNDED",
        by: "operator",
        reason: REASON,
        refund: { reservationId, refundId, amount },
      })),
    );
  });

  it("M3: 20 requests at once with one key are one refund and one record", async () => {
    const { refund, history, expectSound } = await bought();

    const all = await Promise.all(Array.from({ length: 20 }, () => refund(undefined, "k")));

    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    for (const each of all) expect(each.refund).toEqual(all[0]?.refund);
    expect(await history()).toHaveLength(1);
    await expectSound(TOPPED_UP);
  });

  it("M3: requests at once with keys of their own refund each seat once", async () => {
    const { refund, expectSound } = await bought();

    await Promise.allSettled(
      [["A-1-1", "A-1-2"], ["A-1-2", "A-1-3"], ["A-1-3"], undefined].map((some) => refund(some)),
    );
    await refund().catch(() => undefined);

    await expectSound(TOPPED_UP);
  });

  it("is refused with a key of another request, for seats that it does not have, and if it is not paid", async () => {
    const { refund, reservationId } = await bought();
    await refund(["A-1-1"], "once");

    await expect(refund(["A-1-2"], "once")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await expect((await bought()).refund(["A-1-1"], "once")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await expect(refund(["A-1-1"])).rejects.toMatchObject({ code: "SEAT_NOT_FOUND" });
    await refund();
    await expect(refund()).rejects.toMatchObject({
      code: "RESERVATION_NOT_PAID",
      evidence: { reservationStatus: "CANCELLED" },
    });
    const nobodys = { reservationId: `${reservationId}x`, operatorId: "operator", reason: REASON, idempotencyKey: "n" };
    await expect(refundReservation(nobodys)).rejects.toMatchObject({ code: "RESERVATION_NOT_FOUND" });
  });

  it("costs one transaction of 2(n + 7) write units", async () => {
    const { refund } = await bought(4);

    expect((await unitsOf(() => refund())).write).toBe(2 * (4 + 7));
  });
});

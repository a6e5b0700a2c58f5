/** Giving bought seats back: seats, money, receipt and limit agree, whatever is repeated or happens at the same time. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, people, section, holdNow } = await import("#test/integration/support/sale.ts");
const { unitsOf, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { readTaken } = await import("#functions/seats/seat-store.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { readWithPayment } = await import("#functions/payments/payment-store.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const PRICE = 1000;
const TOPPED_UP = 100_000;

const boughtBy = async (
  userId: string,
  options: { readonly seats?: number; readonly cancellableUntil?: number; readonly seatLimit?: number } = {},
) => {
  const { seats = 4, ...sale } = options;
  const { concertId, performance } = await createSale({ ...sale, sections: [section({ price: PRICE })] });
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  await topUpBalance({ userId, amount: TOPPED_UP, idempotencyKey: "top-up", amountMax: 1e6, balanceMax: 1e6 });
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservation } = await holdNow({ performance, seatIds, queueToken, idempotencyKey: "hold" });
  await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "pay" });
  return { performance, queueToken, seatIds, reservationId: reservation.reservationId };
};

const giveBack = (userId: string, reservationId: string, seatIds?: readonly string[], key: string = randomUUID()) =>
  cancelReservation({ userId, reservationId, seatIds, idempotencyKey: key });

const someone = (): string => people(1)[0] ?? "";

/** M1, M3, M4: the ledger, the receipt and the reservation agree on the money. */
const expectSound = async (userId: string, reservationId: string): Promise<void> => {
  const [account, { items }, found] = await Promise.all([
    readAccount(userId, { consistent: true }),
    listEntries(userId, { limit: 100, before: undefined }),
    readWithPayment(reservationId),
  ]);
  const refunds = found?.payment?.refunds ?? [];
  const refunded = refunds.reduce((sum, refund) => sum + refund.amount, 0);
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => items.length - index));
  expect(account.balance).toBe(items.reduce((sum, { amount }) => sum + amount, 0));
  expect(account.balance).toBe(TOPPED_UP - (found?.payment?.amount ?? 0) + refunded);
  expect(items.filter(({ kind }) => kind === "REFUND").map(({ reference }) => reference)).toEqual(
    refunds.map(({ refundId }) => refundId).toReversed(),
  );
};

describe("cancelling", () => {
  it("M3, M4: gives all seats back, refunds their price, and updates reservation and receipt", async () => {
    const userId = someone();
    const { performance, seatIds, reservationId } = await boughtBy(userId);

    const { refund } = await giveBack(userId, reservationId);

    expect(refund).toMatchObject({ seatIds, amount: 4 * PRICE, balanceAfter: TOPPED_UP });
    const found = await readWithPayment(reservationId);
    expect(found?.reservation).toMatchObject({ status: "CANCELLED", seatIds });
    expect(found?.payment?.refunds).toEqual([refund]);
    expect(await readTaken(performance.performanceId, seatIds, systemClock())).toEqual([]);
    await expectSound(userId, reservationId);
  });

  it("gives some seats back and keeps the others, part by part", async () => {
    const userId = someone();
    const { performance, reservationId } = await boughtBy(userId);

    await giveBack(userId, reservationId, ["A-1-2"]);
    await giveBack(userId, reservationId, ["A-1-4", "A-1-1"]);

    const partly = await readWithPayment(reservationId);
    expect(partly?.reservation).toMatchObject({ status: "PAID", seatIds: ["A-1-3"], amount: PRICE });
    expect(partly?.reservation.returnedSeatIds).toEqual(["A-1-2", "A-1-4", "A-1-1"]);
    expect(await readTaken(performance.performanceId, ["A-1-1", "A-1-2", "A-1-3", "A-1-4"], systemClock())).toEqual([
      "A-1-3",
    ]);
    await expectSound(userId, reservationId);

    await giveBack(userId, reservationId);
    expect((await readWithPayment(reservationId))?.reservation.status).toBe("CANCELLED");
    await expectSound(userId, reservationId);
  });

  it("M3: 20 requests at once with one key are one refund", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId);

    const all = await Promise.all(Array.from({ length: 20 }, () => giveBack(userId, reservationId, undefined, "k1")));

    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    for (const { refund } of all) expect(refund).toEqual(all[0]?.refund);
    await expectSound(userId, reservationId);
  });

  it("M3: requests at once with keys of their own give each seat back once", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId);
    const wishes = [["A-1-1", "A-1-2"], ["A-1-2", "A-1-3"], ["A-1-3"], ["A-1-4"], undefined];

    const outcomes = await Promise.allSettled(wishes.map((seatIds) => giveBack(userId, reservationId, seatIds)));

    const returned = outcomes.flatMap((outcome) =>
      outcome.status === "fulfilled" ? outcome.value.refund.seatIds : [],
    );
    expect(new Set(returned).size).toBe(returned.length);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        expect(["SEAT_NOT_FOUND", "RESERVATION_NOT_PAID", "REQUEST_IN_PROGRESS"]).toContain(
          (outcome.reason as { code?: string }).code,
        );
      }
    }
    await expectSound(userId, reservationId);
  });

  it("M3 positive control: without the condition on the reservation, a seat is paid back twice", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId);
    await giveBack(userId, reservationId, ["A-1-1"]);

    await withoutCondition(
      (write) => "UpdateExpression" in write,
      async () => {
        const found = await readWithPayment(reservationId);
        if (!found) throw new Error("no reservation");
        const { addRefund } = await import("#functions/payments/payment-store.ts");
        const { markSeatsReturned } = await import("#functions/reservations/reservation-store.ts");
        const { transact } = await import("#functions/shared/transaction.ts");
        const stale = { ...found.reservation, seatIds: ["A-1-1", ...found.reservation.seatIds] };
        const [refund] = found.payment?.refunds ?? [];
        if (!refund) throw new Error("no refund");
        const { payment } = found;
        if (!payment) throw new Error("no payment");
        const kept = { seatIds: found.reservation.seatIds, amount: 3000 };
        const outcome = await transact([
          markSeatsReturned(stale, kept, refund),
          addRefund(reservationId, payment, refund),
        ]);
        expect(outcome.kind).toBe("committed");
      },
    );

    await expect(expectSound(userId, reservationId)).rejects.toThrow("toBe");
  });

  it("M3: a repeat of the hold still gets its first response", async () => {
    const userId = someone();
    const { performance, queueToken, seatIds, reservationId } = await boughtBy(userId);
    await giveBack(userId, reservationId, ["A-1-2"]);
    await giveBack(userId, reservationId, ["A-1-1"]);

    const { reservation, isRepeat } = await holdNow({ performance, queueToken, seatIds, idempotencyKey: "hold" });

    expect(isRepeat).toBe(true);
    expect(reservation).toMatchObject({ status: "HELD", seatIds, returnedSeatIds: [], amount: 4 * PRICE });
  });

  it("S5: what is given back can be bought again within the limit", async () => {
    const userId = someone();
    const { performance, queueToken, reservationId } = await boughtBy(userId, { seats: 2, seatLimit: 2 });
    const hold = (key: string) =>
      holdNow({
        performance,
        seatIds: ["A-1-9"],
        queueToken: { ...queueToken, generation: 2 },
        idempotencyKey: key,
      });
    const again = (await admitAgain(performance.concertId, userId)) === 2;

    await expect(hold("k1")).rejects.toMatchObject({ code: "SEAT_LIMIT_EXCEEDED" });
    await giveBack(userId, reservationId, ["A-1-1"]);

    expect(again).toBe(true);
    expect((await hold("k2")).reservation.seatIds).toEqual(["A-1-9"]);
  });
});

const admitAgain = async (concertId: string, userId: string): Promise<number> => {
  const { numberArrival, readPlace } = await import("#functions/queue/place-store.ts");
  const { takeArrivals } = await import("#functions/queue/queue-store.ts");
  const { claim, tickNow } = await import("#test/integration/support/sale.ts");
  const arrival = (await takeArrivals(concertId, "GENERAL", 1))?.first ?? 0;
  await numberArrival({ concertId, userId, generation: 2, joinedAt: systemClock() }, arrival);
  await tickNow(concertId);
  await claim(concertId, userId);
  return (await readPlace(concertId, userId))?.generation ?? 0;
};

describe("a cancellation is refused", () => {
  it("from the deadline on", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId, { cancellableUntil: systemClock() - 1 });

    await expect(giveBack(userId, reservationId)).rejects.toMatchObject({ code: "CANCELLATION_CLOSED" });
    await expectSound(userId, reservationId);
  });

  it("of seats that it does not have (any more), of what is not paid, and of somebody else's", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId);
    await giveBack(userId, reservationId, ["A-1-1"]);

    await expect(giveBack(userId, reservationId, ["A-1-1"])).rejects.toMatchObject({
      code: "SEAT_NOT_FOUND",
      evidence: { seatIds: ["A-1-1"] },
    });
    await expect(giveBack("stranger", reservationId)).rejects.toMatchObject({ code: "RESERVATION_NOT_FOUND" });
    await giveBack(userId, reservationId);
    await expect(giveBack(userId, reservationId)).rejects.toMatchObject({
      code: "RESERVATION_NOT_PAID",
      evidence: { reservationStatus: "CANCELLED" },
    });
  });

  it("with a key that was used for something else", async () => {
    const userId = someone();
    const { reservationId } = await boughtBy(userId);
    await giveBack(userId, reservationId, ["A-1-1"], "k1");

    await expect(giveBack(userId, reservationId, ["A-1-2"], "k1")).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect((await giveBack(userId, reservationId, ["A-1-1"], "k1")).isRepeat).toBe(true);
  });
});

it("costs one transaction of 2(n + 6) write units", async () => {
  const userId = someone();
  const { reservationId } = await boughtBy(userId);

  const units = await unitsOf(() => giveBack(userId, reservationId));

  expect(units.write).toBe(2 * (4 + 6));
});

import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
const { admit, createSale, queueOf, people, holdNow, NO_COOL_DOWN } = await import("#test/integration/support/sale.ts");
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { readOccupancy, readTaken } = await import("#functions/seats/seat-store.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { readCountedShards } = await import("#functions/queue/admission-tick.ts");
const { readPlace } = await import("#functions/queue/place-store.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { readWithPayment } = await import("#functions/payments/payment-store.ts");
const { readReservation } = await import("#functions/reservations/reservation-store.ts");
const { Problem } = await import("#functions/shared/problem.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { unitsOf, withBefore, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const LIMITS = { amountMax: 1_000_000, balanceMax: 10_000_000 };

/** Tops up as a client does that retries when it is asked to. */
const topUpAs = async (userId: string, amount: number, idempotencyKey: string = randomUUID()) => {
  for (;;) {
    try {
      return await topUpBalance({ userId, amount, idempotencyKey, ...LIMITS });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "TOO_MANY_REQUESTS") throw error;
      await wait(Math.random() * 500);
    }
  }
};

const entriesOf = async (userId: string) =>
  (await listEntries(userId, { limit: 100, before: undefined })).items.toReversed();

/** M1: the balance, the sum of the entries and the last entry agree, and no number is missing. */
const expectSound = async (userId: string): Promise<void> => {
  const [account, entries] = await Promise.all([readAccount(userId, { consistent: true }), entriesOf(userId)]);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  expect(account.balance).toBe(entries.reduce((sum, entry) => sum + entry.amount, 0));
  expect(account.balance).toBe(entries.at(-1)?.balanceAfter ?? 0);
};

const heldBy = async (userId: string, options: { readonly seats?: number; readonly holdSeconds?: number } = {}) => {
  const sale = await createSale();
  const queueToken = (await admit(sale.concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no queue token");
  const seatIds = Array.from({ length: options.seats ?? 2 }, (_, index) => `A-1-${index + 1}`);
  const { reservation } = await holdNow({
    performance: sale.performance,
    seatIds,
    queueToken,
    holdSeconds: options.holdSeconds ?? 300,
  });
  return { ...sale, reservation, queueToken };
};

const someone = (): string => people(1)[0] ?? "";

describe("topping up", () => {
  it("M3: 30 top-ups at once with one key make one entry", async () => {
    const userId = someone();

    const all = await Promise.all(Array.from({ length: 30 }, () => topUpAs(userId, 1000, "k1")));

    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    for (const { entry } of all) expect(entry).toEqual(all[0]?.entry);
    expect(await entriesOf(userId)).toHaveLength(1);
    await expectSound(userId);
  });

  it("M3 positive control: without the condition on the top-up, a repeat is credited twice", async () => {
    const userId = someone();
    await topUpAs(userId, 1000, "k1");

    await withoutCondition(
      (write) => JSON.stringify(write["Item"] ?? write["Key"] ?? "").includes("TOP_UP#"),
      () => topUpAs(userId, 1000, "k1"),
    );

    expect(await entriesOf(userId)).toHaveLength(2);
  });

  it("M1: top-ups at once with keys of their own all arrive, without a gap", async () => {
    const userId = someone();

    await Promise.all(Array.from({ length: 12 }, (_, index) => topUpAs(userId, 1000 + index)));

    expect((await entriesOf(userId)).length).toBe(12);
    await expectSound(userId);
  });

  it("M1 positive control: without the condition on the account, an update is lost", async () => {
    const userId = someone();
    await topUpAs(userId, 1000);
    const stale = await readAccount(userId, { consistent: true });
    await topUpAs(userId, 500);
    const { addEntry } = await import("#functions/balance/balance-store.ts");
    const { transact } = await import("#functions/shared/transaction.ts");
    const entry = {
      seq: 2,
      kind: "TOP_UP",
      counterAccount: "FUNDING",
      amount: 100,
      balanceAfter: 1100,
      reference: "r",
      at: systemClock(),
    } as const;

    expect((await transact(addEntry(userId, stale, entry))).kind).toBe("refused");
    await withoutCondition(
      () => true,
      () => transact(addEntry(userId, stale, entry)),
    );

    await expect(expectSound(userId)).resolves.toBeUndefined();
    expect((await entriesOf(userId)).map(({ amount }) => amount)).not.toContain(500);
  });

  it("M1, M4: reads entries that were stored before they named their counter account", async () => {
    const userId = someone();
    await topUpAs(userId, 1000);
    const { dynamo } = await import("#functions/shared/dynamodb.ts");
    const { UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
    const sk = "ENTRY#000000000001";
    const TableName = process.env["BALANCE_TABLE"];
    const strip = "REMOVE counterAccount";
    await dynamo.send(new UpdateCommand({ TableName, Key: { pk: `USER#${userId}`, sk }, UpdateExpression: strip }));

    expect(await entriesOf(userId)).toMatchObject([{ kind: "TOP_UP", counterAccount: "FUNDING" }]);
  });

  it("gives a statement that ends, wherever its cursor stands", async () => {
    const userId = someone();
    await topUpAs(userId, 1000);
    await topUpAs(userId, 2000);

    expect((await listEntries(userId, { limit: 10, before: 2 })).items.map(({ seq }) => seq)).toEqual([1]);
    expect((await listEntries(userId, { limit: 10, before: 1 })).items).toEqual([]);
  });

  it.each([0, -1, 1_000_001])("M2: refuses %p won and changes nothing", async (amount) => {
    const userId = someone();

    await expect(topUpAs(userId, amount)).rejects.toMatchObject({ code: "AMOUNT_OUT_OF_RANGE" });
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("M2: refuses what would take the balance over its maximum", async () => {
    const userId = someone();
    await topUpBalance({ userId, amount: 900, idempotencyKey: "k1", amountMax: 1000, balanceMax: 1000 });

    const second = topUpBalance({ userId, amount: 101, idempotencyKey: "k2", amountMax: 1000, balanceMax: 1000 });

    await expect(second).rejects.toMatchObject({ code: "AMOUNT_OUT_OF_RANGE" });
    await expectSound(userId);
  });
});

describe("paying", () => {
  it("M3, Q8: takes the money, sells the seats, writes the receipt and ends the pass, in one step", async () => {
    const userId = someone();
    await topUpAs(userId, 5000);
    const { reservation, concertId, performance } = await heldBy(userId);

    const { payment } = await payReservation({
      reservationId: reservation.reservationId,
      userId,
      idempotencyKey: "k1",
    });

    expect(payment).toMatchObject({ amount: 2000, balanceAfter: 3000, entrySeq: 2 });
    expect((await entriesOf(userId)).at(-1)).toMatchObject({
      kind: "PAYMENT",
      amount: -2000,
      counterAccount: `TAKINGS:${concertId}`,
      reference: payment.paymentId,
    });
    expect(await readReservation(reservation.reservationId)).toMatchObject({
      status: "PAID",
      paymentId: payment.paymentId,
    });
    expect((await readOccupancy(performance.performanceId, "A")).map(({ state }) => state)).toEqual(["SOLD", "SOLD"]);
    expect((await readPlace(concertId, userId))?.endedAt).toBeDefined();
    expect((await readCountedShards(await queueOf(concertId), systemClock()))[0]).toMatchObject({
      claimed: 1,
      left: 1,
    });
    await expectSound(userId);
  });

  it("M3: 20 payments at once with one key are one payment", async () => {
    const userId = someone();
    // Just enough for one: the others must not be refused for lack of money.
    await topUpAs(userId, 2000);
    const { reservation } = await heldBy(userId);
    const request = { reservationId: reservation.reservationId, userId, idempotencyKey: "k1" };

    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        payReservation(request).catch((error: unknown) => {
          if (error instanceof Problem && error.code === "REQUEST_IN_PROGRESS") return undefined;
          throw error;
        }),
      ),
    );

    expect(all.filter((paid) => paid && !paid.isRepeat)).toHaveLength(1);
    expect((await payReservation(request)).isRepeat).toBe(true);
    expect((await entriesOf(userId)).filter(({ kind }) => kind === "PAYMENT")).toHaveLength(1);
    await expectSound(userId);
  });

  it.each([
    ["more", 5000],
    ["less", -1],
  ])("M2: a payment whose account has %s money meanwhile goes by that, and reads nothing again", async (_, amount) => {
    const userId = someone();
    await topUpAs(userId, 2000);
    const [first, second] = [await heldBy(userId), await heldBy(userId)];
    const pay = ({ reservation }: typeof first) =>
      payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: randomUUID() });
    const meanwhile = () => (amount > 0 ? topUpAs(userId, amount) : pay(second));
    const codes: string[] = [];

    const { calls } = await unitsOf(() =>
      withBefore("TransactWrite", meanwhile, () =>
        pay(first).then(
          () => codes.push("PAID"),
          (error: unknown) => codes.push(error instanceof Problem ? error.code : String(error)),
        ),
      ),
    );

    expect(codes).toEqual([amount > 0 ? "PAID" : "INSUFFICIENT_BALANCE"]);
    // One query a payment: of a reservation with its payment.
    expect(calls.get("QueryCommand")).toBe(amount > 0 ? 1 : 2);
    await expectSound(userId);
  });

  it("M3: payments at once with keys of their own are one payment, and the others are refused", async () => {
    const userId = someone();
    await topUpAs(userId, 50_000);
    const { reservation } = await heldBy(userId);

    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: `k${index}` }).then(
          () => "PAID",
          (error: unknown) => (error instanceof Problem ? error.code : String(error)),
        ),
      ),
    );

    expect(codes.filter((code) => code === "PAID")).toHaveLength(1);
    expect(codes.filter((code) => !["PAID", "ALREADY_PAID", "REQUEST_IN_PROGRESS"].includes(code))).toEqual([]);
    await expectSound(userId);
  });

  it("M2: says how much is missing, leaves the hold, and replays the refusal", async () => {
    const userId = someone();
    await topUpAs(userId, 500);
    const { reservation } = await heldBy(userId);
    const request = { reservationId: reservation.reservationId, userId, idempotencyKey: "k1" };
    const refusal = { code: "INSUFFICIENT_BALANCE", evidence: { balance: 500, amount: 2000, missing: 1500 } };
    await expect(payReservation(request)).rejects.toMatchObject({ ...refusal, headers: {} });
    expect((await readReservation(reservation.reservationId))?.status).toBe("HELD");

    await topUpAs(userId, 5000);
    await expect(payReservation(request)).rejects.toMatchObject({
      ...refusal,
      headers: { "idempotency-replayed": "true" },
    });
    expect((await payReservation({ ...request, idempotencyKey: "k2" })).payment.balanceAfter).toBe(3500);
    // The refusal still belongs to its key after the reservation was paid with another.
    await expect(payReservation(request)).rejects.toMatchObject(refusal);
    await expectSound(userId);
  });

  it("refuses a key that paid for another reservation", async () => {
    const userId = someone();
    await topUpAs(userId, 50_000);
    const [one, other] = [await heldBy(userId), await heldBy(userId)];
    await payReservation({ reservationId: one.reservation.reservationId, userId, idempotencyKey: "k1" });

    const again = payReservation({ reservationId: other.reservation.reservationId, userId, idempotencyKey: "k1" });

    await expect(again).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    expect((await readReservation(other.reservation.reservationId))?.status).toBe("HELD");
    await expectSound(userId);
  });

  it("S4: a hold is payable until expiresAt and not from then on, and no money moves", async () => {
    const userId = someone();
    await topUpAs(userId, 5000);
    const { reservation } = await heldBy(userId, { holdSeconds: 1 });
    await waitUntil(reservation.expiresAt);

    const late = payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k1" });

    await expect(late).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
    expect((await readAccount(userId, { consistent: true })).balance).toBe(5000);
  });

  it("S4: paying and expiring have one winner in either order, and seat, reservation and money agree", async () => {
    const race = async (payAfterMs: number, expireAfterMs: number): Promise<string> => {
      const userId = someone();
      await topUpAs(userId, 5000);
      const { reservation, performance } = await heldBy(userId);
      // The clock of the expiry is ahead of the payment's, or they could not meet.
      await Promise.allSettled([
        wait(payAfterMs).then(() =>
          payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k1" }),
        ),
        wait(expireAfterMs).then(() => endExpiredHold(reservation, reservation.expiresAt, NO_COOL_DOWN)),
      ]);

      const found = await readWithPayment(reservation.reservationId);
      const taken = await readTaken(performance.performanceId, reservation.seatIds, reservation.expiresAt + 1);
      const { balance } = await readAccount(userId, { consistent: true });
      const status = found?.reservation.status ?? "";
      expect([taken.length, balance, Boolean(found?.payment)]).toEqual(
        status === "PAID" ? [2, 3000, true] : [0, 5000, false],
      );
      await expectSound(userId);
      return status;
    };

    expect(await race(0, 4000)).toBe("PAID");
    expect(await race(4000, 0)).toBe("EXPIRED");
    for (let round = 0; round < 10; round += 1) expect(["PAID", "EXPIRED"]).toContain(await race(0, round * 8));
  });

  it("a hold outlives the pass: it can be paid after leaving the queue", async () => {
    const userId = someone();
    await topUpAs(userId, 5000);
    const { reservation, concertId } = await heldBy(userId);
    const { endPlace } = await import("#functions/queue/place-store.ts");
    const { transact } = await import("#functions/shared/transaction.ts");
    const place = await readPlace(concertId, userId);
    if (place) await transact(endPlace(place, "LEFT", systemClock()));

    await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k1" });

    expect((await readCountedShards(await queueOf(concertId), systemClock()))[0]).toMatchObject({
      claimed: 1,
      left: 1,
    });
  });

  it("does not find somebody else's reservation", async () => {
    const { reservation } = await heldBy(someone());

    const foreign = payReservation({
      reservationId: reservation.reservationId,
      userId: "somebody-else",
      idempotencyKey: "k1",
    });

    await expect(foreign).rejects.toMatchObject({ code: "RESERVATION_NOT_FOUND" });
  });
});

import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { Wish } from "#functions/reservations/choose-seats.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { findPerformance } = await import("#functions/catalog/catalog-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { readOccupancy } = await import("#functions/seats/seat-store.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { endExpiredHold } = await import("#functions/reservations/end-hold.ts");
const { extendHold } = await import("#functions/reservations/extend-hold.ts");
const { asHeld } = await import("#functions/reservations/rules/reservation.ts");
const { readReservation, reservationKey } = await import("#functions/reservations/reservation-store.ts");
const { isoTime, systemClock } = await import("#functions/shared/time.ts");
const { unitsOf, withBefore, withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const newHold = async (holdSeconds: number, sale: Parameters<typeof createSale>[0] = {}) => {
  const { concertId, performance } = await createSale(sale);
  const [queueToken, other] = (await admit(concertId, people(2))).values();
  if (!queueToken || !other) throw new Error("no queue token");
  const request = { performance, queueToken, seatIds: ["A-1-1", "A-1-2"], idempotencyKey: "k", holdSeconds };
  // It begins while sales are open, whether or not they are by now.
  const wasOpen = { ...performance, salesCloseAt: systemClock() + 3600 };
  const { reservation } = await holdNow({ ...request, performance: wasOpen });
  // Each function reads a performance once, since it never changes.
  await findPerformance(performance.performanceId);
  return {
    reservation,
    userId: queueToken.userId,
    extend: (seconds = 3, from?: number, extensionsMax = 3) =>
      extendHold(
        { reservationId: reservation.reservationId, userId: queueToken.userId, from },
        { extensionSeconds: seconds, extensionsMax },
      ),
    holdMore: (wish: Wish) => holdNow({ performance, queueToken, wish }),
    repeat: () => holdNow(request),
    takeOver: () => holdNow({ performance, queueToken: other, seatIds: ["A-1-1"] }),
  };
};

it("S3: an extended hold keeps its seats until the new time, to the second, and is free for everybody then", async () => {
  const { reservation, extend, takeOver } = await newHold(2);

  const extended = await extend();

  expect(extended.expiresAt).toBe(reservation.expiresAt + 3);
  await waitUntil(reservation.expiresAt);
  // The reminder of the first time comes, and finds that it is too early.
  expect(await endExpiredHold(extended, systemClock(), NO_COOL_DOWN)).toBe(false);
  await expect(takeOver()).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await waitUntil(extended.expiresAt);
  await expect(takeOver()).resolves.toMatchObject({ isRepeat: false });
});

it("S4: seats that are paid in the extension are sold", async () => {
  const { reservation, extend, userId, takeOver } = await newHold(2);
  await topUpBalance({ userId, amount: 5000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
  await extend();
  await waitUntil(reservation.expiresAt);

  await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k" });

  await waitUntil(reservation.expiresAt + 3);
  await expect(takeOver()).rejects.toMatchObject({ code: "SEAT_TAKEN" });
});

/** Asks for extensions of different lengths at once. Returns the expiry times of the responses. */
const extendAtOnce = async (
  extend: (seconds: number, from?: number) => Promise<{ readonly expiresAt: number }>,
  from?: number,
) => {
  const all = await Promise.all([3, 30, 300, 3000].map((seconds) => extend(seconds, from)));
  return new Set(all.map(({ expiresAt }) => expiresAt));
};

it("is given once, however many ask for it at the same time, and all get the same", async () => {
  const { reservation, extend } = await newHold(60);

  const expiries = await extendAtOnce(extend);

  const stored = await readReservation(reservation.reservationId);
  expect([...expiries]).toEqual([stored?.expiresAt]);
  expect(await extend()).toEqual(stored);
});

it("is given again for the end that is to move, as many times as the stage offers, and not twice for a repeat", async () => {
  const { reservation, extend } = await newHold(60);
  const first = await extend(3, reservation.expiresAt);

  const repeat = await extend(3, reservation.expiresAt);
  const second = await extend(3, first.expiresAt);
  const third = await extend(3, second.expiresAt);

  expect(repeat).toEqual(first);
  expect(third).toMatchObject({
    expiresAt: reservation.expiresAt + 9,
    extension: { from: reservation.expiresAt, count: 3 },
  });
  await expect(extend(3, third.expiresAt)).rejects.toMatchObject({
    code: "EXTENSION_NOT_OFFERED",
    evidence: { expiresAt: isoTime(third.expiresAt) },
  });
  expect(await readReservation(reservation.reservationId)).toEqual(third);
});

it("S3: of second extensions at once one is given, and all get the same", async () => {
  const { reservation, extend } = await newHold(60);
  const first = await extend(3, reservation.expiresAt);

  const expiries = await extendAtOnce(extend, first.expiresAt);

  const stored = await readReservation(reservation.reservationId);
  expect([...expiries]).toEqual([stored?.expiresAt]);
  expect(stored?.extension?.count).toBe(2);
});

it("a hold that was extended before there could be more extensions counts as extended once", async () => {
  const { reservation, extend } = await newHold(60);
  const extended = await extend(3, reservation.expiresAt);
  const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
  const { UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
  const old = { at: extended.extension?.at, from: reservation.expiresAt };
  await dynamo.send(
    new UpdateCommand({
      TableName: tableNamed("reservations"),
      Key: reservationKey(reservation.reservationId),
      UpdateExpression: "SET extension = :old",
      ExpressionAttributeValues: { ":old": old },
    }),
  );

  const again = await extend(3, extended.expiresAt, 2);

  expect(again.extension).toMatchObject({ from: reservation.expiresAt, count: 2 });
  await expect(extend(3, again.expiresAt, 2)).rejects.toMatchObject({ code: "EXTENSION_NOT_OFFERED" });
});

/** Two ask for an extension, and the second gets it just before the first one's is written. */
const extendBetween = async (
  extend: (seconds: number) => Promise<{ readonly expiresAt: number }>,
): Promise<ReadonlySet<number>> => {
  const expiries = new Set<number>();
  const note = async (seconds: number) => expiries.add((await extend(seconds)).expiresAt);
  await withBefore(
    "TransactWrite",
    () => note(30),
    () => note(3),
  );
  return expiries;
};

it("is given once, if another one comes between the read and the write", async () => {
  const { extend } = await newHold(60);

  expect((await extendBetween(extend)).size).toBe(1);
});

it("positive control: without its condition each caller gets another time", async () => {
  const { extend } = await newHold(60);

  const expiries = await withoutCondition(
    (write) => String(write["UpdateExpression"]).includes("extension"),
    () => extendBetween(extend),
  );

  expect(expiries.size).toBe(2);
});

it("the reservation and its seats expire at the same time", async () => {
  const { reservation, extend } = await newHold(60);
  await extend();

  const stored = await readReservation(reservation.reservationId);
  const seats = await readOccupancy(reservation.performanceId, "A");

  expect(stored?.expiresAt).toBe(reservation.expiresAt + 3);
  const { expiresAt } = stored ?? {};
  expect(seats).toMatchObject([{ expiresAt }, { expiresAt }]);
});

it("S3: a hold that is over can't be extended, and a seat that went to somebody else stays theirs", async () => {
  const { reservation, extend, takeOver } = await newHold(1);
  await waitUntil(reservation.expiresAt);

  await expect(extend()).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
  const { reservation: others } = await takeOver();

  await expect(extend()).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
  const owners = (await readOccupancy(reservation.performanceId, "A")).filter(({ seatId }) => seatId === "A-1-1");
  expect(owners).toMatchObject([{ reservationId: others.reservationId, expiresAt: others.expiresAt }]);
});

describe("S8: after sales have closed", () => {
  const closingIn = (seconds: number) => ({ salesCloseAt: systemClock() + seconds });

  it("S8: an extension before ends when sales close, for the reservation and its seats", async () => {
    const sale = closingIn(60);
    const { reservation, extend } = await newHold(30, sale);

    const extended = await extend(120);

    expect(extended.expiresAt).toBe(sale.salesCloseAt);
    const seats = await readOccupancy(reservation.performanceId, "A");
    expect(seats).toMatchObject([{ expiresAt: sale.salesCloseAt }, { expiresAt: sale.salesCloseAt }]);
  });

  it("S8: a hold that lasts longer than that anyway keeps its end, and gets no more time", async () => {
    const { reservation, extend } = await newHold(60, closingIn(30));

    await expect(extend()).rejects.toMatchObject({ code: "EXTENSION_NOT_OFFERED" });

    expect(await readReservation(reservation.reservationId)).toMatchObject({ expiresAt: reservation.expiresAt });
  });

  it("S8: nothing is held or extended, but a live hold can be paid", async () => {
    const { reservation, userId, extend, holdMore } = await newHold(60, closingIn(0));
    await topUpBalance({ userId, amount: 5000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });

    await expect(extend()).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    await expect(holdMore({ seatIds: ["A-1-3"], accessible: false })).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    await expect(holdMore({ bestAvailable: { quantity: 1 } })).rejects.toMatchObject({ code: "SALE_NOT_OPEN" });
    expect(await readReservation(reservation.reservationId)).toMatchObject({ expiresAt: reservation.expiresAt });

    const { payment } = await payReservation({ reservationId: reservation.reservationId, userId, idempotencyKey: "k" });
    expect(payment.amount).toBe(reservation.amount);
  });
});

it("a repeat of the hold gets the response of the hold, not of the extension", async () => {
  const { reservation, extend, repeat } = await newHold(60);
  await extend();

  const repeated = await repeat();

  expect(repeated.reservation).toEqual(asHeld(reservation));
});

it("is refused to other users, and to everybody where the stage offers none", async () => {
  const { reservation, userId, extend } = await newHold(60);

  await expect(
    extendHold(
      { reservationId: reservation.reservationId, userId: "somebody else" },
      { extensionSeconds: 60, extensionsMax: 1 },
    ),
  ).rejects.toMatchObject({
    code: "RESERVATION_NOT_FOUND",
  });
  await expect(extend(0)).rejects.toMatchObject({ code: "EXTENSION_NOT_OFFERED" });
  expect(await readReservation(reservation.reservationId)).toMatchObject({ userId, expiresAt: reservation.expiresAt });
});

it.each([1, 10])("extending %p seats costs 2(n + 1) write units and a read unit", async (seats) => {
  const { concertId, performance } = await createSale();
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (!queueToken) throw new Error("no queue token");
  const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
  const { reservation } = await holdNow({ performance, queueToken, seatIds });
  // Each function reads a performance once, since it never changes.
  await findPerformance(performance.performanceId);

  const units = await unitsOf(() =>
    extendHold(
      { reservationId: reservation.reservationId, userId: queueToken.userId },
      { extensionSeconds: 60, extensionsMax: 1 },
    ),
  );

  expect(units).toMatchObject({ write: 2 * (seats + 1), read: 1 });
});

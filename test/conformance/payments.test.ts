import { describe, expect } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import {
  expectLedgerToAddUp,
  held,
  hold,
  paid,
  pay,
  readBalance,
  readReservation,
  readStatement,
  release,
  toppedUp,
  untilSeats,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { withOpenConcert } from "#test/conformance/support/open-concert.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Receipt } from "#test/conformance/support/shapes.ts";
import { baseUrl } from "#test/conformance/support/target.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const test = testWith(operator);
const PRICE = 10_000;

const sale = withOpenConcert({ guests: 16, performance: { seats: 100, price: PRICE } });

/** A new guest with a hold on a new seat. */
const newHold = async () => {
  const guest = sale.newGuest();
  const seatId = sale.newSeat();
  const { reservationId } = await held(guest, sale.performanceId, [seatId]);
  return { guest, user: guest.user, seatId, reservationId };
};

describe("Paying", () => {
  test("201: one receipt, the seat is sold, the amount is the reservation's", async () => {
    const { guest, user, seatId, reservationId } = await newHold();
    await toppedUp(user, 25_000);

    const receipt = await pay(user, reservationId);

    expect(receipt.status).toBe(201);
    expect(receipt.body).toMatchObject({
      reservationId,
      performanceId: sale.performanceId,
      status: "PAID",
      amount: PRICE,
      balanceAfter: 15_000,
      entrySeq: 2,
    });
    expect(receipt.body.receiptNumber).not.toBe("");
    await untilSeats(guest, sale.performanceId, { [seatId]: "SOLD" });
    expect(await readBalance(user)).toBe(15_000);
    expect((await readStatement(user))[0]).toMatchObject({
      seq: 2,
      kind: "PAYMENT",
      amount: -PRICE,
      balanceAfter: 15_000,
    });
  });

  test("INSUFFICIENT_BALANCE: 402 shows the missing amount and keeps the hold; the same key gets it again, a new key pays", async () => {
    const { guest, user, seatId, reservationId } = await newHold();
    await toppedUp(user, 4000);
    const key = newKey();

    const refused = await pay(user, reservationId, key);
    const untouched = await readReservation(user, reservationId);
    await toppedUp(user, 6000);
    const repeated = await pay(user, reservationId, key);
    const receipt = await pay(user, reservationId);

    expect(expectProblem(refused, 402, "INSUFFICIENT_BALANCE")["missing"]).toBe(6000);
    expect(untouched.status).toBe("HELD");
    expect(expectProblem(repeated, 402, "INSUFFICIENT_BALANCE")["missing"]).toBe(6000);
    expect(repeated.headers.get("idempotency-replayed")).toBe("true");
    expect(receipt.status).toBe(201);
    expect(receipt.body.balanceAfter).toBe(0);
    await untilSeats(guest, sale.performanceId, { [seatId]: "SOLD" });
  });

  test("INSUFFICIENT_BALANCE: without any top-up the whole amount is missing", async () => {
    const { user, reservationId } = await newHold();

    expect(expectProblem(await pay(user, reservationId), 402, "INSUFFICIENT_BALANCE")["missing"]).toBe(PRICE);
    expect(await readStatement(user)).toEqual([]);
  });

  test("ALREADY_PAID: 409 with another key, naming the payment; no money moves", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, 3 * PRICE);
    const { paymentId } = await paid(user, reservationId);

    const again = await pay(user, reservationId);

    expect(expectProblem(again, 409, "ALREADY_PAID")["paymentId"]).toBe(paymentId);
    expect(await readBalance(user)).toBe(2 * PRICE);
  });

  test("M3: the same key again gets the same receipt and takes no money", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, 3 * PRICE);
    const key = newKey();

    const first = await pay(user, reservationId, key);
    const again = await pay(user, reservationId, key);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.headers.has("idempotency-replayed")).toBe(false);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    expect(await readBalance(user)).toBe(2 * PRICE);
  });

  test.each(["one key", "their own keys"])("M3: ten payments at once with %s: one debit", async (keys) => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, 3 * PRICE);
    const shared = newKey();

    const attempts = await Promise.all(
      Array.from({ length: 10 }, () => {
        const key = keys === "one key" ? shared : newKey();
        return persist(() => pay(user, reservationId, key));
      }),
    );

    const created = attempts.filter(({ response }) => response.status === 201);
    const refused = attempts.filter(({ response }) => response.status !== 201);
    expect(created).toHaveLength(keys === "one key" ? 10 : 1);
    for (const { response } of refused) expectProblem(response, 409, "ALREADY_PAID");
    expect(new Set(created.map(({ response }) => response.body.signedReceipt)).size).toBe(1);
    expect((await readStatement(user)).map((entry) => entry.amount)).toEqual([-PRICE, 3 * PRICE]);
    await expectLedgerToAddUp(user);
  });

  test("RESERVATION_NOT_HELD: 409 for a released hold, no money moves", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, PRICE);
    await release(user, reservationId);

    const problem = expectProblem(await pay(user, reservationId), 409, "RESERVATION_NOT_HELD");

    expect(problem["reservationStatus"]).toBe("RELEASED");
    expect(await readBalance(user)).toBe(PRICE);
  });

  test("a paid reservation can't be released", async () => {
    const { guest, user, seatId, reservationId } = await newHold();
    await toppedUp(user, PRICE);
    await paid(user, reservationId);

    const problem = expectProblem(await release(user, reservationId), 409, "RESERVATION_NOT_HELD");

    expect(problem["reservationStatus"]).toBe("PAID");
    await untilSeats(guest, sale.performanceId, { [seatId]: "SOLD" });
  });

  test("M2: the client never sets the amount", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, PRICE);

    const response = await call<Receipt>("POST", `/v1/reservations/${reservationId}/payment`, {
      user,
      key: newKey(),
      body: { amount: 1 },
    });

    if (response.status === 201) expect(response.body.amount).toBe(PRICE);
    else expectInvalid(response);
  });
});

describe("Receipts", () => {
  test("are signed with a published key, show what was bought and by whom, and do not show the balance", async () => {
    const { user, seatId, reservationId } = await newHold();
    await toppedUp(user, 3 * PRICE);

    const { signedReceipt, qr, balanceAfter, refunds, seats, status, price, bookingFees, ...said } = await paid(
      user,
      reservationId,
    );
    const { payload, protectedHeader } = await jwtVerify(
      signedReceipt,
      createRemoteJWKSet(new URL(`${baseUrl}/.well-known/jwks.json`)),
      { algorithms: ["ES256"], typ: "encore-receipt-2+jwt" },
    );

    expect(protectedHeader.typ).toBe("encore-receipt-2+jwt");
    expect(price + bookingFees).toBe(said.amount);
    expect(payload).toMatchObject({ ...said, iat: Date.parse(said.paidAt) / 1000 });
    expect(payload["seats"]).toEqual([[seats[0]?.category, "standard", PRICE, 0, 0, [seatId]]]);
    expect(payload.sub).toBe(decodeJwt(user.token).sub);
    expect(payload).not.toHaveProperty("aud");
    expect(payload).not.toHaveProperty("balanceAfter");
    expect([status, balanceAfter, refunds]).toEqual(["PAID", 2 * PRICE, []]);
    expect(qr).toBe(`encore-receipt:${signedReceipt}`);
  });

  test("are the same text each time they are read", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, PRICE);
    const receipt = await paid(user, reservationId);

    const read = await call<Receipt>("GET", `/v1/payments/${receipt.paymentId}`, { user });

    expect(read.status).toBe(200);
    expect(read.body).toEqual(receipt);
  });

  test("Q9: do not work as queue tokens: 401", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, PRICE);
    const { signedReceipt } = await paid(user, reservationId);

    const guest = { user, queueToken: signedReceipt };

    expectProblem(await call("GET", `/v1/performances/${sale.performanceId}/seats`, guest), 401, "QUEUE_TOKEN_INVALID");
    expectProblem(await hold(guest, sale.performanceId, ["A-1-99"]), 401, "QUEUE_TOKEN_INVALID");
  });

  test("PAYMENT_NOT_FOUND: for an unknown payment and for another user's", async () => {
    const { user, reservationId } = await newHold();
    await toppedUp(user, PRICE);
    const { paymentId } = await paid(user, reservationId);

    expectProblem(await call("GET", `/v1/payments/${paymentId}`, { user: await newUser() }), 404, "PAYMENT_NOT_FOUND");
    expectProblem(await call("GET", "/v1/payments/pay_unknown000", { user }), 404, "PAYMENT_NOT_FOUND");
    expect((await call<Receipt>("GET", `/v1/payments/${paymentId}`, { user })).body.paymentId).toBe(paymentId);
  });
});

/** M5: what a cancellation is quoted, and what a refund outside the rule gives. */
import { describe, expect, it } from "@jest/globals";
import { fullRefundOf, quoteFor } from "#functions/payments/rules/cancellation.ts";
import type { Refund } from "#functions/payments/rules/payment.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { paymentOf, reservationOf } from "#test/support/receipts.ts";

const plain = reservationOf();
const payment = await paymentOf(plain);
const NOW = payment.paidAt + 1000;
const step = { until: NOW + 500, feePercent: 10, bookingFeeBack: false };

/** Two seats at 150,000 and one at 110,000, with booking fees of 2,000. */
const bought: Reservation = {
  ...plain,
  rates: plain.rates.map((rate) => ({ ...rate, bookingFee: 2000 })),
  amount: 416_000,
  refundRule: { steps: [step] },
};

describe("a quote", () => {
  it("M5: is for the seats that are named, or for all, and says until when it holds", () => {
    expect(quoteFor(bought, ["B-1-7"], NOW)).toEqual({
      seatIds: ["B-1-7"],
      price: 110_000,
      bookingFees: 0,
      cancellationFees: 11_000,
      amount: 99_000,
      holdsUntil: NOW + 500,
    });
    expect(quoteFor(bought, undefined, NOW)).toMatchObject({ seatIds: bought.seatIds, amount: 369_000 });
  });

  it("M5: is of everything before the end of the full refund that was fixed with the payment", () => {
    expect(quoteFor({ ...bought, fullRefundUntil: NOW + 9 }, undefined, NOW)).toMatchObject({
      bookingFees: 6000,
      cancellationFees: 0,
      amount: 416_000,
      holdsUntil: NOW + 9,
    });
  });

  it.each<[string, object, readonly string[] | undefined, Partial<Reservation>, number]>([
    ["RESERVATION_NOT_PAID", { reservationStatus: "CANCELLED" }, undefined, { status: "CANCELLED" }, NOW],
    ["CANCELLATION_CLOSED", { cancellableUntil: new Date((NOW + 500) * 1000).toISOString() }, undefined, {}, NOW + 500],
    ["SEAT_NOT_FOUND", { seatIds: ["A-3-13"] }, ["A-3-11", "A-3-13"], {}, NOW],
  ])("is refused: %s", (code, evidence, seatIds, change, now) => {
    expect(() => quoteFor({ ...bought, ...change }, seatIds, now)).toThrow(expect.objectContaining({ code, evidence }));
  });
});

describe("a full refund", () => {
  const kept: Refund = {
    refundId: "ref_1",
    seatIds: ["B-1-7"],
    amount: 99_000,
    cancellationFees: 11_000,
    balanceAfter: 0,
    entrySeq: 3,
    refundedAt: NOW,
    keyHash: "k",
    request: "r",
  };
  const rest: Reservation = { ...bought, seatIds: ["A-3-12", "A-3-11"], returnedSeatIds: ["B-1-7"], amount: 304_000 };

  it("M5: of some seats is what was paid for them", () => {
    expect(fullRefundOf(bought, { refunds: [] }, ["B-1-7"])).toEqual({
      price: 110_000,
      bookingFees: 2000,
      cancellationFees: 0,
      amount: 112_000,
    });
  });

  it("M5: of the last seats is all that has not been refunded yet, of the right accounts", () => {
    expect(fullRefundOf(bought, { refunds: [] }, bought.seatIds).amount).toBe(416_000);
    expect(fullRefundOf(rest, { refunds: [kept] }, rest.seatIds)).toEqual({
      price: 300_000,
      bookingFees: 6000,
      cancellationFees: -11_000,
      amount: 416_000 - 99_000,
    });
  });
});

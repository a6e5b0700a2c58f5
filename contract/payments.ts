/** Paying a reservation, its receipt, and cancelling what was bought. */
import * as z from "zod/mini";
import {
  ConcertId,
  ofPayment,
  ofReservation,
  PaymentId,
  PerformanceId,
  ReservationId,
  SeatId,
  Time,
  Won,
} from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";
import { SEATS_PER_HOLD_MAX, SeatSchema } from "#contract/seats.ts";

export const CancellationSchema = z
  .strictObject({
    seatIds: z
      .optional(
        z.array(SeatId).check(
          z.minLength(1),
          z.maxLength(SEATS_PER_HOLD_MAX),
          z.refine((ids: readonly string[]) => new Set(ids).size === ids.length, "A seat may be named once only."),
        ),
      )
      .check(z.describe("The seats to give back; all of them if absent.")),
  })
  .register(z.globalRegistry, { id: "CancellationRequest", examples: [{}, { seatIds: ["A-3-11"] }] });

export const RefundSchema = z
  .object({
    refundId: z.string().check(z.describe("Opaque id; the reference of its ledger entry.")),
    seats: z.array(SeatSchema).check(z.describe("The seats given back.")),
    amount: Won,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that gave the money back.")),
    refundedAt: Time,
  })
  .register(z.globalRegistry, {
    id: "Refund",
    examples: [
      {
        refundId: "ref_h1nR3eWq0uBcLk5YgZt6vX",
        seats: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
        amount: 150000,
        balanceAfter: 200000,
        entrySeq: 3,
        refundedAt: "2026-12-02T09:00:00.000Z",
      },
    ],
  });

export const ReceiptSchema = z
  .object({
    paymentId: PaymentId,
    receiptNumber: z
      .string()
      .check(z.describe("For people to read out."), z.meta({ examples: ["20261201-1B6F3AAB75"] })),
    reservationId: ReservationId,
    concertId: ConcertId,
    performanceId: PerformanceId,
    status: z.enum(["PAID", "PARTLY_CANCELLED", "CANCELLED"]),
    seats: z.array(SeatSchema).check(z.describe("The seats paid for, also those given back since.")),
    amount: Won,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that took the money.")),
    paidAt: Time,
    refunds: z.array(RefundSchema),
    signedReceipt: z
      .string()
      .check(
        z.describe(
          "The receipt as a JWS that can be checked offline with the published keys (ES256, `typ` encore-receipt+jwt).",
        ),
      ),
    qr: z.string().check(z.describe("What a QR code of the receipt has to say: the signed receipt, with a prefix.")),
  })
  .register(z.globalRegistry, {
    id: "Receipt",
    examples: [
      {
        paymentId: "pay_Zt6vXh1nR3eWq0uBcLk5Yg",
        receiptNumber: "20261201-1B6F3AAB75",
        reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
        concertId: "con_8Yq2mV0sT1",
        performanceId: "per_4kD0aP7cQz",
        status: "PAID",
        seats: [{ seatId: "A-3-11", section: "A", row: "3", number: 11, grade: "R", price: 150000 }],
        amount: 150000,
        balanceAfter: 50000,
        entrySeq: 2,
        paidAt: "2026-12-01T11:04:10.000Z",
        refunds: [],
        signedReceipt: "eyJhbGciOiJFUzI1NiIsImtpZCI6…",
        qr: "encore-receipt:eyJhbGciOiJFUzI1NiIsImtpZCI6…",
      },
    ],
  });
export const paymentRoutes = {
  payReservation: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/payment",
    summary: "Pay a reservation from the balance",
    description:
      "Checks the reservation, then the balance. In one step it takes the amount, writes the signed receipt, makes the seats yours and ends the queue token.",
    caller: "user",
    idempotencyKey: "required",
    params: ofReservation,
    responses: { 201: { description: "The receipt.", body: ReceiptSchema, location: "/v1/payments/{paymentId}" } },
    errors: ["RESERVATION_NOT_FOUND", "INSUFFICIENT_BALANCE", "HOLD_EXPIRED", "RESERVATION_NOT_HELD", "ALREADY_PAID"],
  }),
  cancelReservation: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/cancellation",
    summary: "Give bought seats back for a refund",
    description:
      "All of the seats, or those named. In one step the seats are free again, their price is back on the balance, and the receipt says so.",
    caller: "user",
    idempotencyKey: "required",
    params: ofReservation,
    body: CancellationSchema,
    responses: { 201: { description: "The refund.", body: RefundSchema } },
    errors: ["RESERVATION_NOT_FOUND", "RESERVATION_NOT_PAID", "CANCELLATION_CLOSED", "SEAT_NOT_FOUND"],
  }),
  readPayment: route({
    method: "GET",
    path: "/v1/payments/{paymentId}",
    summary: "Read a receipt",
    caller: "user",
    params: ofPayment,
    responses: { 200: { description: "The receipt.", body: ReceiptSchema } },
    errors: ["PAYMENT_NOT_FOUND"],
  }),
} as const satisfies Routes;

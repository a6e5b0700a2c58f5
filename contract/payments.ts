/** Payments: paying for a reservation, its receipt, and cancelling bought seats. */
import * as z from "zod/mini";
import {
  ConcertId,
  ofPayment,
  ofReservation,
  PaymentId,
  PerformanceId,
  ReservationId,
  Time,
  Won,
} from "#contract/common.ts";
import { type Routes, route } from "#contract/route.ts";
import { SEAT_EXAMPLE, SeatIds, SeatSchema } from "#contract/seats.ts";

const SIGNED_RECEIPT_EXAMPLE =
  "eyJhbGciOiJFUzI1NiJ9.eyJyZWNlaXB0TnVtYmVyIjoiMjAyNjEyMDEtMUI2RjNBQUI3NSJ9.Zt6vXh1nR3eWq0uBcLk5YgXq0uBcLk5YgZt6vXh1nR3eWq0uBcLk5YgXq0uBcLk5YgZt6vXh1nR3eWq0uBcA";

export const CancellationSchema = z
  .strictObject({
    seatIds: z.optional(SeatIds).check(z.describe("The seats to cancel. Default: all seats of the reservation.")),
  })
  .register(z.globalRegistry, { id: "CancellationRequest", examples: [{}, { seatIds: ["A-3-11"] }] });

export const RefundSchema = z
  .object({
    refundId: z.string().check(z.describe("Opaque id of the refund, and the `reference` of its ledger entry.")),
    seats: z.array(SeatSchema).check(z.describe("The cancelled seats.")),
    amount: Won,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that credited the refund.")),
    refundedAt: Time,
  })
  .register(z.globalRegistry, {
    id: "Refund",
    examples: [
      {
        refundId: "ref_h1nR3eWq0uBcLk5YgZt6vX",
        seats: [SEAT_EXAMPLE],
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
      .check(z.describe("A short number that people can read out."), z.meta({ examples: ["20261201-1B6F3AAB75"] })),
    reservationId: ReservationId,
    concertId: ConcertId,
    performanceId: PerformanceId,
    status: z.enum(["PAID", "PARTLY_CANCELLED", "CANCELLED"]),
    seats: z.array(SeatSchema).check(z.describe("The seats paid for, including any cancelled since.")),
    amount: Won,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that debited the price.")),
    paidAt: Time,
    refunds: z.array(RefundSchema),
    signedReceipt: z
      .string()
      .check(
        z.describe(
          "The receipt as a JWS, which anybody can verify offline with the published keys (ES256, `typ` encore-receipt+jwt).",
        ),
      ),
    qr: z.string().check(z.describe("Text for a QR code of the receipt: a prefix and the signed receipt.")),
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
        seats: [SEAT_EXAMPLE],
        amount: 150000,
        balanceAfter: 50000,
        entrySeq: 2,
        paidAt: "2026-12-01T11:04:10.000Z",
        refunds: [],
        signedReceipt: SIGNED_RECEIPT_EXAMPLE,
        qr: `encore-receipt:${SIGNED_RECEIPT_EXAMPLE}`,
      },
    ],
  });

export const paymentRoutes = {
  payReservation: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/payment",
    summary: "Pay for a reservation from your balance",
    description:
      "In one transaction, debits your balance, marks the seats as sold to you, writes the signed receipt and ends your queue token.",
    caller: "user",
    idempotencyKey: "required",
    params: ofReservation,
    responses: {
      201: {
        description: "The reservation is paid. This is the receipt.",
        body: ReceiptSchema,
        location: "/v1/payments/{paymentId}",
      },
    },
    errors: ["RESERVATION_NOT_FOUND", "INSUFFICIENT_BALANCE", "HOLD_EXPIRED", "RESERVATION_NOT_HELD", "ALREADY_PAID"],
  }),
  cancelReservation: route({
    method: "POST",
    path: "/v1/reservations/{reservationId}/cancellation",
    summary: "Cancel bought seats for a refund",
    description:
      "Cancels all seats of the reservation, or only `seatIds`. In one transaction, frees the seats, credits their price to your balance and notes the refund on the receipt.",
    caller: "user",
    idempotencyKey: "required",
    params: ofReservation,
    body: CancellationSchema,
    responses: { 201: { description: "The seats are cancelled. This is the refund.", body: RefundSchema } },
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

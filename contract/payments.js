/** Payments: paying for a reservation, its receipt, and cancelling bought seats. */
import * as z from "zod/mini";
import { ConcertId, OrganiserAct, ofPayment, ofReservation, PaymentId, PerformanceId, ReservationId, ServerTime, Time, Won, } from "#contract/common.ts";
import { KeptFees, refundAmounts } from "#contract/refund-rules.ts";
import { route } from "#contract/route.ts";
import { SEAT_EXAMPLE, SeatIds, SeatSchema } from "#contract/seats.ts";
const SIGNED_RECEIPT_EXAMPLE = "eyJhbGciOiJFUzI1NiJ9.eyJyZWNlaXB0TnVtYmVyIjoiMjAyNjEyMDEtMUI2RjNBQUI3NSJ9.Zt6vXh1nR3eWq0uBcLk5YgXq0uBcLk5YgZt6vXh1nR3eWq0uBcLk5YgXq0uBcLk5YgZt6vXh1nR3eWq0uBcA";
export const CancellationSchema = z
    .strictObject({
    seatIds: z.optional(SeatIds).check(z.describe("The seats to cancel. Default: all seats of the reservation.")),
    quotedRefund: z
        .optional(Won)
        .check(z.describe("The refund you were quoted. If it has changed, nothing is cancelled.")),
})
    .register(z.globalRegistry, {
    id: "CancellationRequest",
    examples: [{}, { seatIds: ["A-3-11"], quotedRefund: 120000 }],
});
const CancellationQuerySchema = z.strictObject({
    seatIds: z
        .optional(z.string().check(z.refine((text) => SeatIds.safeParse(text.split(",")).success, "Send up to 10 different seat ids, separated by commas, such as A-3-11,A-3-12."), z.meta({ examples: ["A-3-11,A-3-12"] })))
        .check(z.describe("The seats to cancel, separated by commas. Default: all seats of the reservation.")),
});
export const CancellationQuoteSchema = z
    .object({
    reservationId: ReservationId,
    seats: z.array(SeatSchema).check(z.describe("The seats that would be cancelled.")),
    ...refundAmounts,
    holdsUntil: Time.check(z.describe("Before this time the same seats are refunded the same.")),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "CancellationQuote",
    examples: [
        {
            reservationId: "res_Zt6vXh1nR3eWq0uBcLk5Yg",
            seats: [SEAT_EXAMPLE],
            price: 150000,
            bookingFees: 0,
            cancellationFees: 30000,
            amount: 120000,
            holdsUntil: "2026-12-21T15:00:00.000Z",
            serverTime: "2026-12-20T09:00:00.000Z",
        },
    ],
});
export const RefundSchema = z
    .object({
    refundId: z.string().check(z.describe("Opaque id of the refund, and the `reference` of its ledger entry.")),
    seats: z.array(SeatSchema).check(z.describe("The cancelled seats.")),
    ...refundAmounts,
    cancellationFees: KeptFees,
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that credited the refund.")),
    refundedAt: Time,
    organiserAct: z
        .nullable(OrganiserAct)
        .check(z.describe("CALLED_OFF: the performance was called off. REFUNDED: the organiser refunded outside the rule. null: the buyer cancelled.")),
})
    .register(z.globalRegistry, {
    id: "Refund",
    examples: [
        {
            refundId: "ref_h1nR3eWq0uBcLk5YgZt6vX",
            seats: [SEAT_EXAMPLE],
            price: 150000,
            bookingFees: 0,
            cancellationFees: 30000,
            amount: 120000,
            balanceAfter: 170000,
            entrySeq: 3,
            refundedAt: "2026-12-02T09:00:00.000Z",
            organiserAct: null,
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
    price: Won.check(z.describe("What the seats cost, less discounts and without booking fees.")),
    bookingFees: Won.check(z.describe("The booking fees of the seats.")),
    amount: Won.check(z.describe("What was paid: price + bookingFees.")),
    balanceAfter: Won,
    entrySeq: z.int().check(z.describe("Number of the ledger entry that debited the price.")),
    paidAt: Time,
    refunds: z.array(RefundSchema),
    signedReceipt: z
        .string()
        .check(z.describe("The receipt as a JWS, which anybody can verify offline with the published keys (ES256, `typ` encore-receipt-2+jwt).")),
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
            price: 150000,
            bookingFees: 0,
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
        description: "In one transaction, debits your balance, marks the seats as sold to you, writes the signed receipt and ends your queue token.",
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
        errors: [
            "RESERVATION_NOT_FOUND",
            "INSUFFICIENT_BALANCE",
            "HOLD_EXPIRED",
            "RESERVATION_NOT_HELD",
            "ALREADY_PAID",
            "PROMOTION_CODE_INVALID",
            "PROMOTION_CODE_USED_UP",
            "PERFORMANCE_CALLED_OFF",
        ],
    }),
    quoteCancellation: route({
        method: "GET",
        path: "/v1/reservations/{reservationId}/cancellation-quote",
        summary: "Read what a cancellation would refund",
        description: "Quotes the refund to the won, by the refund rule of the reservation, and says until when it holds. Send its `amount` with the cancellation as `quotedRefund`, and you get that or nothing is cancelled.",
        caller: "user",
        params: ofReservation,
        query: CancellationQuerySchema,
        responses: { 200: { description: "The quote.", body: CancellationQuoteSchema } },
        errors: ["RESERVATION_NOT_FOUND", "RESERVATION_NOT_PAID", "CANCELLATION_CLOSED", "SEAT_NOT_FOUND"],
    }),
    cancelReservation: route({
        method: "POST",
        path: "/v1/reservations/{reservationId}/cancellation",
        summary: "Cancel bought seats for a refund",
        description: "Cancels all seats of the reservation, or only `seatIds`. In one transaction, frees the seats, credits the refund to your balance and notes it on the receipt. The refund rule of the reservation says what is refunded and until when; `cancellation-quote` says how much it is now.",
        caller: "user",
        idempotencyKey: "required",
        params: ofReservation,
        body: CancellationSchema,
        responses: { 201: { description: "The seats are cancelled. This is the refund.", body: RefundSchema } },
        errors: [
            "RESERVATION_NOT_FOUND",
            "RESERVATION_NOT_PAID",
            "CANCELLATION_CLOSED",
            "PERFORMANCE_CALLED_OFF",
            "SEAT_NOT_FOUND",
            "REFUND_CHANGED",
        ],
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
};

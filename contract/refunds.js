/** For operators: refunds outside the refund rule. */
import * as z from "zod/mini";
import { ofReservation, Reason } from "#contract/common.ts";
import { RefundSchema } from "#contract/payments.ts";
import { route } from "#contract/route.ts";
import { SeatIds } from "#contract/seats.ts";
export const RefundRequestSchema = z
    .strictObject({
    seatIds: z.optional(SeatIds).check(z.describe("The seats to refund. Default: all seats of the reservation.")),
    reason: Reason,
})
    .register(z.globalRegistry, {
    id: "RefundRequest",
    examples: [{ reason: "The buyer is in hospital." }, { seatIds: ["A-3-11"], reason: "The seat is broken." }],
});
export const refundRoutes = {
    refundReservation: route({
        method: "POST",
        path: "/v1/admin/reservations/{reservationId}/refund",
        summary: "Refund a paid reservation in full, whatever its refund rule says",
        description: "Refunds the whole price of the seats, with their booking fees, and cancels them. With the last seats, what earlier cancellations kept is refunded too. Recorded with its operator, time and reason in the record of changes of the performance.",
        caller: "operator",
        idempotencyKey: "required",
        params: ofReservation,
        body: RefundRequestSchema,
        responses: { 201: { description: "The seats are cancelled. This is the refund.", body: RefundSchema } },
        errors: ["RESERVATION_NOT_FOUND", "RESERVATION_NOT_PAID", "SEAT_NOT_FOUND"],
    }),
};

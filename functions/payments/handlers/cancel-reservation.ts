import { paymentRoutes } from "#contract/payments.ts";
import { cancelReservation } from "#functions/payments/cancel-reservation.ts";
import { refundResponse } from "#functions/payments/rules/receipt.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(paymentRoutes.cancelReservation, async ({ params, body, user, idempotencyKey }) => {
  const { reservation, refund, isRepeat } = await cancelReservation({
    reservationId: params.reservationId,
    userId: user.userId,
    seatIds: body.seatIds,
    idempotencyKey,
  });
  return { status: 201, body: refundResponse(reservation, refund), headers: { ...(isRepeat && REPLAYED) } };
});

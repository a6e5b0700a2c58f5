import { cancel } from "#functions/payments/cancel-reservation.ts";
import { refundAnswer } from "#functions/payments/rules/receipt.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(routes.cancelReservation, async ({ params, body, user, idempotencyKey }) => {
  const { reservation, refund, isRepeat } = await cancel({
    reservationId: params.reservationId,
    userId: user.userId,
    seatIds: body.seatIds,
    idempotencyKey,
  });
  return { status: 201, body: refundAnswer(reservation, refund), headers: { ...(isRepeat && REPLAYED) } };
});

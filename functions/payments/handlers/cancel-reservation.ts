import { paymentRoutes } from "#contract/payments.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { cancelReservation } from "#functions/payments/cancel-reservation.ts";
import { refundResponse } from "#functions/payments/rules/receipt.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(paymentRoutes.cancelReservation, async ({ params, body, user, idempotencyKey }) => {
  const { reservation, refund, isRepeat } = await cancelReservation({
    reservationId: params.reservationId,
    userId: user.userId,
    seatIds: body.seatIds,
    quotedRefund: body.quotedRefund,
    idempotencyKey,
  });
  const labelOf = await labelsOf(reservation.chartId, refund.seatIds);
  return { status: 201, body: refundResponse(reservation, refund, labelOf), headers: { ...(isRepeat && REPLAYED) } };
});

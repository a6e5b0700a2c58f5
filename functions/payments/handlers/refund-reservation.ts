import { refundRoutes } from "#contract/refunds.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { refundReservation } from "#functions/payments/refund-reservation.ts";
import { refundResponse } from "#functions/payments/rules/receipt.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(refundRoutes.refundReservation, async ({ params, body, user, idempotencyKey }) => {
  const { reservation, refund, isRepeat } = await refundReservation({
    reservationId: params.reservationId,
    operatorId: user.userId,
    ...body,
    idempotencyKey,
  });
  const labelOf = await labelsOf(reservation.chartId, refund.seatIds);
  return { status: 201, body: refundResponse(reservation, refund, labelOf), headers: { ...(isRepeat && REPLAYED) } };
});

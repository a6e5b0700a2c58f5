import { paymentRoutes } from "#contract/payments.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { payReservation } from "#functions/payments/pay-reservation.ts";
import { receiptAsIssued } from "#functions/payments/rules/receipt.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(paymentRoutes.payReservation, async ({ params, user, idempotencyKey }) => {
  const { reservation, payment, isRepeat } = await payReservation({
    reservationId: params.reservationId,
    userId: user.userId,
    idempotencyKey,
  });
  return {
    status: 201,
    body: receiptAsIssued(reservation, payment, await labelsOf(reservation.chartId, reservation.seatIds)),
    headers: { ...(isRepeat && REPLAYED) },
  };
});

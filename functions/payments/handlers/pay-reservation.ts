import { pay } from "#functions/payments/pay-reservation.ts";
import { receiptAsMade } from "#functions/payments/rules/receipt.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";

export const handler = httpHandler(routes.payReservation, async ({ params, user, idempotencyKey }) => {
  const { reservation, payment, isRepeat } = await pay({
    reservationId: params.reservationId,
    userId: user.userId,
    idempotencyKey,
  });
  return {
    status: 201,
    body: receiptAsMade(reservation, payment),
    headers: { location: `/v1/payments/${payment.paymentId}`, ...(isRepeat && REPLAYED) },
  };
});

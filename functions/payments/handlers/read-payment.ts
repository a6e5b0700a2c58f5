import { paymentRoutes } from "#contract/payments.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { readWithPayment } from "#functions/payments/payment-store.ts";
import { reservationIdOf } from "#functions/payments/rules/payment.ts";
import { receiptResponse } from "#functions/payments/rules/receipt.ts";
import { everySeatId } from "#functions/reservations/rules/reservation.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(paymentRoutes.readPayment, async ({ params, user }) => {
  const reservationId = reservationIdOf(params.paymentId);
  const found = reservationId === undefined ? undefined : await readWithPayment(reservationId);
  if (found?.payment === undefined || found.reservation.userId !== user.userId) throw new Problem("PAYMENT_NOT_FOUND");
  const labelOf = await labelsOf(found.reservation.chartId, everySeatId(found.reservation));
  return { status: 200, body: receiptResponse(found.reservation, found.payment, labelOf) };
});

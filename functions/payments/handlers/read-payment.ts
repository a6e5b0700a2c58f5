import { paymentRoutes } from "#contract/payments.ts";
import { readWithPayment } from "#functions/payments/payment-store.ts";
import { reservationIdOf } from "#functions/payments/rules/payment.ts";
import { receiptResponse } from "#functions/payments/rules/receipt.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";

export const handler = httpHandler(paymentRoutes.readPayment, async ({ params, user }) => {
  const reservationId = reservationIdOf(params.paymentId);
  const found = reservationId === undefined ? undefined : await readWithPayment(reservationId);
  if (found?.payment === undefined || found.reservation.userId !== user.userId) throw new Problem("PAYMENT_NOT_FOUND");
  return { status: 200, body: receiptResponse(found.reservation, found.payment) };
});

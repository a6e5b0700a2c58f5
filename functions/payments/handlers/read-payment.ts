import { Problem } from "#contract/problems.ts";
import { receiptAnswer, reservationIdOf } from "#functions/payments/rules/receipt.ts";
import { readWithPayment } from "#functions/reservations/reservation-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.readPayment, async ({ params, user }) => {
  const reservationId = reservationIdOf(params.paymentId);
  const found = reservationId === undefined ? undefined : await readWithPayment(reservationId);
  if (found?.payment === undefined || found.reservation.userId !== user.userId) throw new Problem("PAYMENT_NOT_FOUND");
  return { status: 200, body: receiptAnswer(found.reservation, found.payment) };
});

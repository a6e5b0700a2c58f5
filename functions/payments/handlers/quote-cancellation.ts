import { paymentRoutes } from "#contract/payments.ts";
import { labelsOf } from "#functions/charts/seat-labels.ts";
import { quoteCancellation } from "#functions/payments/quote-cancellation.ts";
import { quoteSums } from "#functions/payments/rules/cancellation.ts";
import { ratedSeats } from "#functions/reservations/rules/seat-rates.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { isoTime, systemClock } from "#functions/shared/time.ts";

export const handler = httpHandler(paymentRoutes.quoteCancellation, async ({ params, query, user }) => {
  const { reservationId } = params;
  const now = systemClock();
  const seatIds = query.seatIds?.split(",");
  const { reservation, quote } = await quoteCancellation({ reservationId, userId: user.userId, seatIds }, now);
  const labelOf = await labelsOf(reservation.chartId, quote.seatIds);
  const seats = [...ratedSeats(quote.seatIds, reservation, labelOf)];
  return { status: 200, body: { reservationId, seats, ...quoteSums(quote), serverTime: isoTime(now) } };
});

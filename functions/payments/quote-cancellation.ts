import { type CancellationQuote, quoteFor } from "#functions/payments/rules/cancellation.ts";
import { readReservation } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";

/**
 * What a cancellation would refund at this moment (M5). It changes nothing.
 * @param request.seatIds all seats of the reservation if undefined
 * @throws Problem RESERVATION_NOT_FOUND, RESERVATION_NOT_PAID, CANCELLATION_CLOSED or SEAT_NOT_FOUND
 */
export const quoteCancellation = async (
  request: {
    readonly reservationId: string;
    readonly userId: string;
    readonly seatIds: readonly string[] | undefined;
  },
  now: Seconds,
): Promise<{ readonly reservation: Reservation; readonly quote: CancellationQuote }> => {
  const reservation = await readReservation(request.reservationId);
  if (reservation?.userId !== request.userId) throw new Problem("RESERVATION_NOT_FOUND");
  return { reservation, quote: quoteFor(reservation, request.seatIds, now) };
};

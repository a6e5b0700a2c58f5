/** Where the checkout leads. Pure. */
import type { Reservation } from "#web/booking/checkout/totals.ts";

const encoded = encodeURIComponent;

export const paymentPath = (reservationId: string): string => `/reservations/${encoded(reservationId)}/payment`;
export const reservationPath = (reservationId: string): string => `/reservations/${encoded(reservationId)}`;
export const concertPath = (concertId: string): string => `/concerts/${encoded(concertId)}`;
export const waitingPath = (concertId: string): string => `${concertPath(concertId)}/waiting`;

type Choice = Pick<Reservation, "performanceId" | "concertId" | "seats">;

/** The seats of the performance, with those of the reservation chosen as far as they are free. */
export const seatsPath = ({ performanceId, concertId, seats }: Choice): string => {
  const query = new URLSearchParams({ concert: concertId, seats: seats.map(({ seatId }) => seatId).join(",") });
  return `/performances/${encoded(performanceId)}/seats?${query.toString()}`;
};

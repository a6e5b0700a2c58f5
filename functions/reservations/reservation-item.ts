/** How a reservation looks in its table and in the table's stream. It needs no name of a table, so the stream's follower can use it. */

import type { Reservation, ReservationStatus, Warning } from "#functions/reservations/rules/reservation.ts";
import type { SeatPrices } from "#functions/seats/rules/seat-layout.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";

export const RESERVATION_SORT_KEY = "RESERVATION";

export const toReservation = (item: Item): Reservation => ({
  reservationId: item["reservationId"] as string,
  userId: item["userId"] as string,
  concertId: item["concertId"] as string,
  performanceId: item["performanceId"] as string,
  status: item["status"] as ReservationStatus,
  seatIds: item["seatIds"] as readonly string[],
  heldSeatIds: item["heldSeatIds"] as readonly string[] | undefined,
  returnedSeatIds: (item["returnedSeatIds"] as readonly string[] | undefined) ?? [],
  prices: item["prices"] as SeatPrices,
  amount: item["amount"] as number,
  generation: item["generation"] as number,
  createdAt: item["createdAt"] as Seconds,
  expiresAt: item["expiresAt"] as Seconds,
  extension: item["extension"] as Reservation["extension"],
  warnings: (item["warnings"] as readonly Warning[] | undefined) ?? [],
  paymentId: item["paymentId"] as string | undefined,
});

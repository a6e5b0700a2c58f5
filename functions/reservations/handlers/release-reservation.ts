import { reservationRoutes } from "#contract/reservations.ts";
import { seatsGivenBack } from "#functions/reservations/expire-hold.ts";
import { readReservation, releaseReservation } from "#functions/reservations/reservation-store.ts";
import { statusAt } from "#functions/reservations/rules/reservation.ts";
import { releaseSeat } from "#functions/seats/seat-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A reservation that changes while it is being released is read again. */
const TRIES_MAX = 3;

export const handler = httpHandler(reservationRoutes.releaseReservation, async ({ params, user }) => {
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const now = systemClock();
    const reservation = await readReservation(params.reservationId);
    if (reservation?.userId !== user.userId) throw new Problem("RESERVATION_NOT_FOUND");
    const status = statusAt(reservation, now);
    if (status !== "HELD") throw new Problem("RESERVATION_NOT_HELD", { reservationStatus: status });

    const { reservationId, performanceId, seatIds } = reservation;
    const outcome = await transact([
      releaseReservation(reservationId, now),
      seatsGivenBack(reservation),
      ...seatIds.map((seatId) => releaseSeat(performanceId, seatId, reservationId)),
    ]);
    if (outcome.kind === "committed") return { status: 204 };
  }
  throw new Problem("REQUEST_IN_PROGRESS");
});

/** The use case of a reminder that a hold's time is over. */
import { endExpiredHold, freeSeats } from "#functions/reservations/end-hold.ts";
import { type HoldExpiry, sendNextHoldExpiry } from "#functions/reservations/hold-expiry-messages.ts";
import { readReservation } from "#functions/reservations/reservation-store.ts";
import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";

/**
 * Ends a hold if its time is over. A reminder that comes early, late, twice or after the payment does no harm: an early
 * one is sent again.
 * @returns seconds from the end of the hold's time until now, if this call has ended it
 * @throws Error if there is no such reservation, or too many reminders came early; Problem REQUEST_IN_PROGRESS if others
 * kept changing it
 */
export const expireHold = async (message: HoldExpiry, coolDown: CoolDown): Promise<Seconds | undefined> => {
  const { reservationId } = message;
  const reservation = await readReservation(reservationId);
  if (reservation === undefined) throw new Error(`There is no reservation ${reservationId}.`);
  const now = systemClock();
  if (reservation.status === "HELD" && reservation.expiresAt > now) await sendNextHoldExpiry(reservation, message, now);
  else if (reservation.status === "HELD") {
    const isEnded = await endExpiredHold(reservation, now, coolDown);
    return isEnded ? now - reservation.expiresAt : undefined;
  }
  // An earlier delivery may have stopped between the status and the seats.
  else if (reservation.status === "EXPIRED") await freeSeats(reservation);
  return undefined;
};

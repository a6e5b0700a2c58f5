/** The end of one reservation of a performance that was called off: its hold ends, or all of its money goes back. */
import { readAccount } from "#functions/balance/balance-store.ts";
import { countProgress } from "#functions/call-offs/call-off-store.ts";
import { fullRefund } from "#functions/payments/full-refund.ts";
import { readWithPayment } from "#functions/payments/payment-store.ts";
import type { Payment } from "#functions/payments/rules/payment.ts";
import { endExpiredHold, freeSeats, seatsGivenBack } from "#functions/reservations/end-hold.ts";
import { markEndedByCallOff } from "#functions/reservations/reservation-store.ts";
import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { releaseSeat } from "#functions/seats/seat-store.ts";
import { derivedId, fingerprint } from "#functions/shared/ids.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Clock, Seconds } from "#functions/shared/time.ts";
import { type Outcome, transact } from "#functions/shared/transaction.ts";

const TRIES_MAX = 8;

/** Nobody is to be blamed for a hold that ends now. */
const NO_COOL_DOWN: CoolDown = { expiredHoldsMax: 0, expiredHoldsSeconds: 0, coolDownSeconds: 0 };

/** The section that counts what is done. A reservation with seats in two is counted where it was found first. */
export interface CountingSection {
  readonly performanceId: string;
  readonly sectionId: string;
}

/**
 * Ends a reservation, whatever its state, in one transaction with its count. It is read consistently, and the transaction
 * is on condition that it is still so; hence the end comes once, however many workers try, and wherever they stop (M6).
 * @throws Error if there is no such reservation or it has no payment; Problem REQUEST_IN_PROGRESS if others kept changing it
 */
export const endReservation = async (reservationId: string, section: CountingSection, clock: Clock): Promise<void> => {
  await retryOnConflict(TRIES_MAX, async () => {
    const now = clock();
    const found = await readWithPayment(reservationId);
    if (found === undefined) throw new Error(`There is no reservation ${reservationId}.`);
    const { reservation, payment } = found;
    switch (statusAt(reservation, now)) {
      case "HELD":
        return doneOrAgain(await endHold(reservation, section, now));
      case "PAID":
        if (payment === undefined) throw new Error(`The reservation ${reservationId} has no payment.`);
        return doneOrAgain(await refundAll(reservation, payment, section, now));
      case "EXPIRED":
        if (reservation.status === "HELD") await endExpiredHold(reservation, now, NO_COOL_DOWN);
        else await freeSeats(reservation);
        return "done";
      case "RELEASED":
      case "CANCELLED":
        // It has ended since its seats were read, and they with it.
        return "done";
    }
  });
};

const doneOrAgain = ({ kind }: Outcome): "done" | typeof AGAIN => (kind === "committed" ? "done" : AGAIN);

const endHold = (reservation: Reservation, section: CountingSection, now: Seconds): Promise<Outcome> => {
  const { reservationId, performanceId, seatIds } = reservation;
  const parts = [
    markEndedByCallOff(reservationId),
    seatsGivenBack(reservation, now),
    ...seatIds.map((seatId) => releaseSeat(performanceId, seatId, reservationId)),
    countProgress(section, { holds: 1 }, now),
  ];
  return transact(parts, { triesMax: 1 });
};

const refundAll = async (
  reservation: Reservation,
  payment: Payment,
  section: CountingSection,
  now: Seconds,
): Promise<Outcome> => {
  const { reservationId, userId, seatIds } = reservation;
  const { refund, parts } = fullRefund({
    reservation,
    payment,
    account: await readAccount(userId, { consistent: true }),
    seatIds,
    organiserAct: "CALLED_OFF",
    refundId: derivedId("ref", "call-off", reservationId),
    keyHash: fingerprint("call-off", reservationId),
    request: fingerprint("call-off"),
    now,
  });
  const count = countProgress(section, { reservations: 1, won: refund.amount }, now);
  return transact([...parts, count], { triesMax: 1 });
};

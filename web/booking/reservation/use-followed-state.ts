/** Reads a reservation again when its state is about to change without anything pressed here, and says what it is then. */
import { useEffect, useRef } from "preact/hooks";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { type OpenReservation, readAgain } from "#web/booking/reservation/open-reservation.ts";
import { otherStatesText } from "#web/booking/reservation/other-states/messages.ts";
import { isUsual } from "#web/booking/reservation/usual-state.ts";
import { reservationStateText } from "#web/booking/reservation-state/messages.ts";
import type { Reservation, ReservationState } from "#web/booking/reservation-state/reservation-state.ts";
import { announce } from "#web/shared/ui/announcements.tsx";

const say = async (state: ReservationState): Promise<void> => {
  if (isUsual(state)) {
    announce(reservationText.t.states[state]);
    return;
  }
  try {
    await otherStatesText.load();
    announce(otherStatesText.t.states[state]);
  } catch {
    announce(reservationStateText.t.labels[state]);
  }
};

/** What somebody has just done here is said beside the button. */
const SAID_ELSEWHERE: ReadonlySet<ReservationState> = new Set(["CANCELLED", "PARTLY_CANCELLED"]);

/** While a refund is on its way. */
const REFUND_DUE_MS = 5000;

export const useFollowedState = (open: OpenReservation, reservation: Reservation, state: ReservationState): void => {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (!SAID_ELSEWHERE.has(state)) void say(state);
  }, [state]);

  const hasRunOut = state === "EXPIRED" && reservation.status === "HELD";
  useEffect(() => {
    if (hasRunOut) void open.read();
  }, [hasRunOut, open]);

  const isRefundDue = state === "CALLED_OFF_REFUND_DUE";
  const { concertId } = reservation;
  useEffect(() => {
    if (!isRefundDue) return undefined;
    const timer = setInterval(() => void readAgain(open, concertId), REFUND_DUE_MS);
    return () => clearInterval(timer);
  }, [isRefundDue, open, concertId]);
};

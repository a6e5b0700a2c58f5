/** Cancelling some or all seats of a paid reservation. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { CancelOutcome } from "#web/booking/reservation/cancel-outcome.tsx";
import { Cancellable } from "#web/booking/reservation/cancellable.tsx";
import { createCancelling } from "#web/booking/reservation/cancelling.ts";
import { LateCancelPanel } from "#web/booking/reservation/late-cancel-panel.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { type OpenReservation, readAgain } from "#web/booking/reservation/open-reservation.ts";
import { createQuoting } from "#web/booking/reservation/quote.ts";
import {
  isUpcoming,
  type Reservation,
  type ReservationState,
} from "#web/booking/reservation-state/reservation-state.ts";
import { ownZone } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";

interface CancelSectionProps {
  readonly open: OpenReservation;
  readonly state: ReservationState;
  readonly reservation: Reservation;
  /** Of the hall, once it is known. */
  readonly timeZone: string | undefined;
  readonly contact: string | null;
}

export const CancelSection = ({ open, state, reservation, timeZone = ownZone(), contact }: CancelSectionProps) => {
  const { reservationId, concertId } = reservation;
  const isOpen = useSignal(false);
  const cancelling = useMemo(
    () => createCancelling(reservationId, () => readAgain(open, concertId)),
    [reservationId, open, concertId],
  );
  const quoting = useMemo(() => createQuoting(reservationId), [reservationId]);
  const ownedSeatIds = reservation.seats.map(({ seatId }) => seatId);
  useEffect(() => {
    cancelling.resume(reservation.status === "PAID" ? ownedSeatIds : []);
    return cancelling.close;
  }, [cancelling]);
  useEffect(() => quoting.close, [quoting]);
  const isBusy = isUnderWay(cancelling.attempt.value);
  if (!isUpcoming(state) && cancelling.attempt.value.state === "idle") return null;
  return (
    <section class="stack no-print" aria-label={reservationText.t.cancelTitle}>
      <CancelOutcome
        cancelling={cancelling}
        quoting={quoting}
        onEnd={() => {
          isOpen.value = false;
        }}
        onQuote={() => {
          isOpen.value = true;
        }}
      />
      {isUpcoming(state) ? (
        <Cancellable reservation={reservation} timeZone={timeZone} contact={contact}>
          {isOpen.value || isBusy ? (
            <LateCancelPanel
              reservation={reservation}
              timeZone={timeZone}
              cancelling={cancelling}
              quoting={quoting}
              onClose={() => {
                isOpen.value = false;
              }}
            />
          ) : (
            <p>
              <Button
                onClick={() => {
                  cancelling.dismiss();
                  isOpen.value = true;
                }}
              >
                {reservationText.t.cancelOpen}
              </Button>
            </p>
          )}
        </Cancellable>
      ) : null}
    </section>
  );
};

/** Cancelling seats, from the press of the button to what has become of it. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { CancelOutcome } from "#web/booking/reservation/cancel/cancel-outcome.tsx";
import { CancelPanel } from "#web/booking/reservation/cancel/cancel-panel.tsx";
import { createCancelling } from "#web/booking/reservation/cancel/cancelling.ts";
import { createQuoting } from "#web/booking/reservation/cancel/quote.ts";
import { CancelFrame, type CancelParties } from "#web/booking/reservation/cancel-frame.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { readAgain } from "#web/booking/reservation/open-reservation.ts";
import { isUpcoming } from "#web/booking/reservation-state/reservation-state.ts";
import { Button } from "#web/shared/ui/button.tsx";

export interface CancelFlowProps extends CancelParties {
  /** Whether somebody has just asked to choose seats. */
  readonly isPressed: boolean;
}

export const CancelFlow = (props: CancelFlowProps) => {
  const { open, state, reservation, timeZone, isPressed } = props;
  const { reservationId, concertId } = reservation;
  const isOpen = useSignal(isPressed);
  const cancelling = useMemo(
    () => createCancelling(reservationId, () => readAgain(open, concertId)),
    [reservationId, open, concertId],
  );
  const quoting = useMemo(() => createQuoting(reservationId), [reservationId]);
  useEffect(() => {
    cancelling.resume(reservation.status === "PAID" ? reservation.seats.map(({ seatId }) => seatId) : []);
    return cancelling.close;
  }, [cancelling]);
  useEffect(() => quoting.close, [quoting]);
  const setOpen = (next: boolean): void => {
    isOpen.value = next;
  };
  const isBusy = isUnderWay(cancelling.attempt.value);
  if (!isUpcoming(state) && cancelling.attempt.value.state === "idle") return null;
  const outcome = (
    <CancelOutcome
      cancelling={cancelling}
      quoting={quoting}
      onEnd={() => setOpen(false)}
      onQuote={() => setOpen(true)}
    />
  );
  return (
    <CancelFrame {...props} outcome={outcome}>
      {isOpen.value || isBusy ? (
        <CancelPanel
          reservation={reservation}
          timeZone={timeZone}
          cancelling={cancelling}
          quoting={quoting}
          onClose={() => setOpen(false)}
        />
      ) : (
        <p>
          <Button
            onClick={() => {
              cancelling.dismiss();
              setOpen(true);
            }}
          >
            {reservationText.t.cancelOpen}
          </Button>
        </p>
      )}
    </CancelFrame>
  );
};

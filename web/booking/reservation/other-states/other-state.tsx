/** A reservation that is neither held nor paid in full: what it is, and why. */
import type { Receipt } from "#web/booking/reservation/open-reservation.ts";
import { otherStatesText } from "#web/booking/reservation/other-states/messages.ts";
import type { UsualState } from "#web/booking/reservation/usual-state.ts";
import type { Reservation, ReservationState } from "#web/booking/reservation-state/reservation-state.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { ownZone, won } from "#web/shared/format/format.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";

export interface OtherStateProps {
  readonly state: Exclude<ReservationState, UsualState>;
  readonly reservation: Reservation;
  readonly receipt: Receipt | undefined;
}

export const OtherState = (props: OtherStateProps) => {
  const { t } = otherStatesText;
  const { state, reservation } = props;
  return (
    <>
      <p class="reservation-state-title">{t.states[state]}</p>
      <p>{reasonOf(props)}</p>
      {state === "EXPIRED" || state === "RELEASED" ? (
        <p class="no-print">
          <ButtonLink href={`/concerts/${reservation.concertId}`}>{t.findSeats}</ButtonLink>
        </p>
      ) : null}
    </>
  );
};

/** Why it is in this state, in a sentence. */
const reasonOf = ({ state, reservation, receipt }: OtherStateProps): string => {
  const { t } = otherStatesText;
  const { seats, returnedSeats, expiresAt } = reservation;
  const refunded = receipt?.refunds.reduce((sum, { amount }) => sum + amount, 0);
  switch (state) {
    case "EXPIRED":
      return t.whyExpired(dateTime(expiresAt, ownZone()));
    case "RELEASED":
      return t.whyReleased;
    case "HOLD_CALLED_OFF":
      return t.whyHoldCalledOff;
    case "PARTLY_CANCELLED":
      return t.whyPartlyCancelled(seats.length, returnedSeats.length);
    case "PARTLY_REFUNDED":
      return t.whyPartlyRefunded(seats.length, returnedSeats.length);
    case "PAST":
      return t.whyPast;
    case "CANCELLED":
    case "REFUNDED":
      if (receipt === undefined || refunded === undefined) return t.whyCancelledShort;
      if (refunded === receipt.amount) return t.whyCancelledAll(won(refunded));
      return t.whyCancelled(won(refunded), won(receipt.amount));
    case "CALLED_OFF_REFUND_DUE":
      return t.whyRefundDue;
    case "CALLED_OFF":
      return refunded === undefined ? t.whyCalledOffShort : t.whyCalledOff(won(refunded));
  }
};

/** The state of a reservation, large, with its reason and the one thing to do about it. */
import { reservationText } from "#web/booking/reservation/messages.ts";
import type { Receipt } from "#web/booking/reservation/open-reservation.ts";
import { type Reservation, type ReservationState, toneOf } from "#web/booking/reservation-state/reservation-state.ts";
import { second } from "#web/shared/clock/clock.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { ownZone, timeIn, won } from "#web/shared/format/format.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { AlertIcon, CheckIcon, ClockIcon, InfoIcon } from "#web/shared/ui/icons.tsx";

const ICONS = { good: CheckIcon, soon: ClockIcon, over: InfoIcon, problem: AlertIcon };

interface StateBannerProps {
  readonly state: ReservationState;
  readonly reservation: Reservation;
  readonly receipt: Receipt | undefined;
}

export const StateBanner = (props: StateBannerProps) => {
  const { state, reservation } = props;
  const tone = toneOf(state);
  const StateIcon = ICONS[tone];
  return (
    <div class={`reservation-state reservation-state-${tone}`}>
      <StateIcon class="reservation-state-icon" />
      <div class="stack stack-s">
        <p class="reservation-state-title">{reservationText.t.states[state]}</p>
        <p>{reasonOf(props)}</p>
        {state === "HELD" ? <PayLink reservation={reservation} /> : null}
        {state === "EXPIRED" || state === "RELEASED" ? (
          <p class="no-print">
            <ButtonLink href={`/concerts/${reservation.concertId}`}>{reservationText.t.findSeats}</ButtonLink>
          </p>
        ) : null}
      </div>
    </div>
  );
};

const PayLink = ({ reservation: { reservationId, expiresAt } }: { readonly reservation: Reservation }) => {
  const { t } = reservationText;
  const left = clockTime((Date.parse(expiresAt) - second.value) / 1000);
  return (
    <p class="cluster reservation-pay">
      <ButtonLink kind="primary" large href={`/reservations/${reservationId}/payment`}>
        {t.payNow}
      </ButtonLink>
      <span class="figures reservation-left">{t.timeLeft(left)}</span>
    </p>
  );
};

/** Why it is in this state, in a sentence. */
const reasonOf = ({ state, reservation, receipt }: StateBannerProps): string => {
  const { t } = reservationText;
  const { seats, returnedSeats, expiresAt } = reservation;
  const refunded = receipt?.refunds.reduce((sum, { amount }) => sum + amount, 0);
  switch (state) {
    case "HELD":
      return t.whyHeld(timeIn(expiresAt, ownZone()));
    case "EXPIRED":
      return t.whyExpired(dateTime(expiresAt, ownZone()));
    case "RELEASED":
      return t.whyReleased;
    case "HOLD_CALLED_OFF":
      return t.whyHoldCalledOff;
    case "PAID":
      return t.whyPaid(seats.length);
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

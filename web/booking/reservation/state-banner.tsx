/** The state of a reservation, large, with its reason and the one thing to do about it. */

import { reservationText } from "#web/booking/reservation/messages.ts";
import type { Receipt } from "#web/booking/reservation/open-reservation.ts";
import { otherStatesText } from "#web/booking/reservation/other-states/messages.ts";
import type { OtherStateProps } from "#web/booking/reservation/other-states/other-state.tsx";
import { isUsual } from "#web/booking/reservation/usual-state.ts";
import { reservationStateText } from "#web/booking/reservation-state/messages.ts";
import { type Reservation, type ReservationState, toneOf } from "#web/booking/reservation-state/reservation-state.ts";
import { second } from "#web/shared/clock/clock.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { ownZone, timeIn } from "#web/shared/format/format.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { AlertIcon, CheckIcon, ClockIcon, InfoIcon } from "#web/shared/ui/icons.tsx";
import { later } from "#web/shared/ui/later.tsx";

const ICONS = { good: CheckIcon, soon: ClockIcon, over: InfoIcon, problem: AlertIcon };

interface StateBannerProps {
  readonly state: ReservationState;
  readonly reservation: Reservation;
  readonly receipt: Receipt | undefined;
}

/** Most reservations are held or paid. The others have their short name meanwhile. */
const OtherState = later<OtherStateProps>(
  async () => (await import("#web/booking/reservation/other-states/other-state.tsx")).OtherState,
  {
    text: [otherStatesText],
    Meanwhile: ({ state }) => <p class="reservation-state-title">{reservationStateText.t.labels[state]}</p>,
  },
);

export const StateBanner = ({ state, reservation, receipt }: StateBannerProps) => {
  const { t } = reservationText;
  const tone = toneOf(state);
  const StateIcon = ICONS[tone];
  return (
    <div class={`reservation-state reservation-state-${tone}`}>
      <StateIcon class="reservation-state-icon" />
      <div class="stack stack-s">
        {isUsual(state) ? (
          <>
            <p class="reservation-state-title">{t.states[state]}</p>
            <p>
              {state === "HELD"
                ? t.whyHeld(timeIn(reservation.expiresAt, ownZone()))
                : t.whyPaid(reservation.seats.length)}
            </p>
            {state === "HELD" ? <PayLink reservation={reservation} /> : null}
          </>
        ) : (
          <OtherState state={state} reservation={reservation} receipt={receipt} />
        )}
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

/** Around cancelling: whether the seats of a reservation can still be cancelled, and what that gives back. */
import type { ComponentChildren } from "preact";
import { RefundTable } from "#web/booking/refund-table/refund-table.tsx";
import { cancellableUntil } from "#web/booking/reservation/cancellable-until.ts";
import { reservationText } from "#web/booking/reservation/messages.ts";
import type { OpenReservation } from "#web/booking/reservation/open-reservation.ts";
import { bookingFeesOf } from "#web/booking/reservation/price-lines.ts";
import {
  isUpcoming,
  type Reservation,
  type ReservationState,
} from "#web/booking/reservation-state/reservation-state.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { ownZone } from "#web/shared/format/format.ts";

/** Whose cancellation it is. */
export interface CancelParties {
  readonly open: OpenReservation;
  readonly state: ReservationState;
  readonly reservation: Reservation;
  /** Of the hall. */
  readonly timeZone: string;
  readonly contact: string | null;
}

interface CancelFrameProps extends CancelParties {
  /** What has become of a cancellation: shown after the last seat is cancelled too. */
  readonly outcome?: ComponentChildren;
  /** How to cancel. */
  readonly children: ComponentChildren;
}

export const CancelFrame = ({ outcome, ...props }: CancelFrameProps) => (
  <section class="stack no-print" aria-label={reservationText.t.cancelTitle}>
    {outcome}
    {isUpcoming(props.state) ? <Cancellable {...props} /> : null}
  </section>
);

const Cancellable = ({ reservation, timeZone, contact, children }: CancelFrameProps) => {
  const { t } = reservationText;
  const { refundRule, seats } = reservation;
  const until = cancellableUntil(refundRule);
  if (serverNow() >= Date.parse(until)) {
    return (
      <>
        <h2>{t.cancelClosedTitle}</h2>
        <p>{t.cancelClosedWhy(dateTime(until, ownZone()))}</p>
        {contact === null ? null : <p>{t.cancelAsk(contact)}</p>}
      </>
    );
  }
  return (
    <>
      <h2>{t.cancelTitle}</h2>
      <p>{t.cancelIntro}</p>
      <details>
        <summary>{t.refundRule}</summary>
        <RefundTable rule={refundRule} timeZone={timeZone} hasBookingFee={bookingFeesOf(seats) > 0} seats={seats} />
      </details>
      {children}
    </>
  );
};

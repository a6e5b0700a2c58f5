/** Whether the seats of a reservation can still be cancelled, and what that gives back. */
import type { ComponentChildren } from "preact";
import { RefundTable } from "#web/booking/refund-table/refund-table.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { bookingFeesOf } from "#web/booking/reservation/price-lines.ts";
import { cancellableUntil } from "#web/booking/reservation/quote-reason.ts";
import type { Reservation } from "#web/booking/reservation-state/reservation-state.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { dateTime } from "#web/shared/format/dates.ts";
import { ownZone } from "#web/shared/format/format.ts";

interface CancellableProps {
  readonly reservation: Reservation;
  readonly timeZone: string;
  readonly contact: string | null;
  /** How to cancel. */
  readonly children: ComponentChildren;
}

export const Cancellable = ({ reservation, timeZone, contact, children }: CancellableProps) => {
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

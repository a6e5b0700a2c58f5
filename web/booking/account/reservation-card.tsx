/** One reservation in the list: all of the card leads to it. */
import { accountText } from "#web/booking/account/messages.ts";
import { daysUntil, type Listed } from "#web/booking/account/reservation-order.ts";
import type { Concert, Performance } from "#web/booking/concert-facts/concert-facts.ts";
import { reservationStateText } from "#web/booking/reservation-state/messages.ts";
import { hasEnded, type Reservation, toneOf } from "#web/booking/reservation-state/reservation-state.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";

export interface ShownReservation extends Listed {
  readonly reservation: Reservation;
  readonly concert: Concert | undefined;
  readonly performance: Performance | undefined;
}

interface ReservationCardProps {
  readonly item: ShownReservation;
  /** By the service's clock. */
  readonly nowMs: number;
  readonly isNext: boolean;
}

export const ReservationCard = ({ item, nowMs, isNext }: ReservationCardProps) => {
  const { t } = accountText;
  const { reservation, concert, performance, state } = item;
  const words = reservationStateText.t;
  const seats = seatsOf(item);
  return (
    <article class={`card account-reservation${isNext ? " account-reservation-next" : ""}`}>
      <p class="cluster cluster-apart">
        <span class={`account-state account-state-${toneOf(state)}`}>{words.labels[state]}</span>
        <Aside item={item} nowMs={nowMs} isNext={isNext} />
      </p>
      <h4 class="account-concert">
        <Link
          class="account-link"
          href={`/reservations/${reservation.reservationId}${state === "HELD" ? "/payment" : ""}`}
        >
          {concert?.title ?? t.unknownConcert}
        </Link>
      </h4>
      {performance === undefined ? null : <HallTime at={performance.startsAt} zone={performance.timeZone} />}
      <p class={hasEnded(state) ? "muted" : undefined}>
        {words.seats(seats.length)}
        <span class="muted"> · {seats.map(({ label }) => label).join(", ")}</span>
      </p>
    </article>
  );
};

/** Those that are the reservation's, or were. */
const seatsOf = ({ reservation: { status, seats, returnedSeats } }: ShownReservation) =>
  status === "CANCELLED" ? [...seats, ...returnedSeats] : seats;

/** What matters about the time: how long the hold lasts, or in how many days the concert is. */
const Aside = ({ item, nowMs, isNext }: ReservationCardProps) => {
  const { t } = accountText;
  if (item.state === "HELD") {
    const left = clockTime((Date.parse(item.reservation.expiresAt) - nowMs) / 1000);
    return <strong class="figures account-left">{t.timeLeft(left)}</strong>;
  }
  if (!isNext || item.performance === undefined) return null;
  const days = daysUntil(item.performance.startsAt, item.performance.timeZone, nowMs);
  return <strong>{days === 0 ? t.today : days === 1 ? t.tomorrow : t.inDays(days)}</strong>;
};

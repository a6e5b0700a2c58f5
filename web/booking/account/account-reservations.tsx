/** Somebody's reservations: what waits for payment, the next concert, then all others, newest first. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { accountText } from "#web/booking/account/messages.ts";
import { createPages, type Pages } from "#web/booking/account/pages.ts";
import { ReservationCard, type ShownReservation } from "#web/booking/account/reservation-card.tsx";
import { grouped } from "#web/booking/account/reservation-order.ts";
import { concertFacts, concertIn, performanceIn } from "#web/booking/concert-facts/concert-facts.ts";
import { type Reservation, stateOf } from "#web/booking/reservation-state/reservation-state.ts";
import { call } from "#web/shared/api/client.ts";
import { second, wokeUp } from "#web/shared/clock/clock.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";

const readReservations = (): Pages<Reservation> =>
  createPages(
    async (cursor) => (await call("listReservations", { query: cursor === undefined ? {} : { cursor } })).body,
    ({ reservationId }) => reservationId,
  );

export const AccountReservations = () => {
  const { t } = accountText;
  const pages = useMemo(readReservations, []);
  const wakeUps = wokeUp.value;
  useEffect(() => void pages.refresh(), [pages, wakeUps]);
  const { items, isKnown, hasMore, isReading, error } = pages.view.value;
  // With their titles and dates at once: nothing moves when they come.
  const isShown = useRef(false);
  isShown.current ||= isKnown && items.every(({ concertId }) => concertFacts(concertId).kind !== "reading");
  return (
    <section class="stack stack-l" aria-labelledby="reservations-title">
      <h2 id="reservations-title" class="visually-hidden">
        {t.reservations}
      </h2>
      {isShown.current ? <Groups items={items} /> : null}
      {!isShown.current && error === undefined ? <Skeleton label={t.reading} lines={5} /> : null}
      {error === undefined ? null : <ProblemNotice error={error} retry={() => void pages.more()} />}
      {isShown.current && hasMore ? (
        <p>
          <Button busy={isReading} onClick={() => void pages.more()}>
            {t.more}
          </Button>
        </p>
      ) : null}
    </section>
  );
};

/** With its state now, and what is known of its concert. */
const shown = (reservation: Reservation, nowMs: number): ShownReservation => {
  const facts = concertFacts(reservation.concertId);
  const concert = concertIn(facts);
  const performance = performanceIn(facts, reservation.performanceId);
  const state = stateOf(
    reservation,
    performance && { ...performance, runningMinutes: concert?.runningMinutes ?? null },
    nowMs,
  );
  const { reservationId, createdAt } = reservation;
  return { reservationId, createdAt, state, startsAt: performance?.startsAt, reservation, concert, performance };
};

const Groups = ({ items }: { readonly items: readonly Reservation[] }) => {
  const { t } = accountText;
  const nowMs = second.value;
  const { held, next, others } = grouped(
    items.map((reservation) => shown(reservation, nowMs)),
    nowMs,
  );
  if (items.length === 0) {
    return (
      <div class="stack">
        <p>{t.none}</p>
        <p>
          <ButtonLink href="/" kind="primary">
            {t.toConcerts}
          </ButtonLink>
        </p>
      </div>
    );
  }
  return (
    <>
      <Group title={t.held} items={held} nowMs={nowMs} />
      <Group title={t.next} items={next === undefined ? [] : [next]} nowMs={nowMs} isNext />
      <Group title={held.length === 0 && next === undefined ? t.reservations : t.others} items={others} nowMs={nowMs} />
    </>
  );
};

interface GroupProps {
  readonly title: string;
  readonly items: readonly ShownReservation[];
  readonly nowMs: number;
  readonly isNext?: boolean;
}

const Group = ({ title, items, nowMs, isNext = false }: GroupProps) =>
  items.length === 0 ? null : (
    <div class="stack">
      <h3 class="account-group">{title}</h3>
      <ul class="account-list">
        {items.map((item) => (
          <li key={item.reservationId}>
            <ReservationCard item={item} nowMs={nowMs} isNext={isNext} />
          </li>
        ))}
      </ul>
    </div>
  );

/** A reservation: its state and the reason, what was booked, the receipt, and cancelling. */
import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type ConcertFacts, concertFacts, performanceIn } from "#web/booking/concert-facts/concert-facts.ts";
import { BookedFacts } from "#web/booking/reservation/booked-facts.tsx";
import { CancelSection } from "#web/booking/reservation/cancel-section.tsx";
import { reservationText } from "#web/booking/reservation/messages.ts";
import { type OpenReservation, openReservation } from "#web/booking/reservation/open-reservation.ts";
import { ReceiptSection } from "#web/booking/reservation/receipt-section.tsx";
import { StateBanner } from "#web/booking/reservation/state-banner.tsx";
import { useFollowedState } from "#web/booking/reservation/use-followed-state.ts";
import { type Reservation, stateOf } from "#web/booking/reservation-state/reservation-state.ts";
import { second } from "#web/shared/clock/clock.ts";
import { ownZone } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { SignInFirst } from "#web/shared/ui/sign-in-first.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/reservation/reservation.css";

export const Screen = ({ params: { reservationId = "" } }: ScreenProps) => (
  <OpenedReservation key={reservationId} reservationId={reservationId} />
);

const OpenedReservation = ({ reservationId }: { readonly reservationId: string }) => {
  const open = useMemo(() => openReservation(reservationId), [reservationId]);
  useEffect(open.follow, [open]);
  const view = open.view.value;
  switch (view.kind) {
    case "known":
      // With its title and date at once: nothing moves when they come.
      if (concertFacts(view.reservation.concertId).kind === "reading") return <Reading />;
      return <ReservationPage open={open} reservation={view.reservation} />;
    case "reading":
      return <Reading />;
    case "signedOut":
      return <SignedOut />;
    case "notFound":
      return <NotFound />;
    case "failed":
      return (
        <div class="page stack">
          <h1>{reservationText.t.unknownConcert}</h1>
          <ProblemNotice error={view.error} retry={() => void open.read()} />
        </div>
      );
  }
};

const Reading = () => {
  const { t } = reservationText;
  useTitle(t.unknownConcert);
  return (
    <div class="page stack">
      <h1>{t.unknownConcert}</h1>
      <Skeleton label={t.loading} lines={6} />
    </div>
  );
};

const SignedOut = () => {
  const { t } = reservationText;
  useTitle(t.unknownConcert);
  return <SignInFirst title={t.signInTitle} why={t.signInWhy} action={uiText.t.signIn} />;
};

const NotFound = () => {
  const { t } = reservationText;
  useTitle(t.notFoundTitle);
  return (
    <div class="page stack">
      <h1>{t.notFoundTitle}</h1>
      <p>{t.notFoundWhy}</p>
      <p>
        <ButtonLink href="/account">{t.toAccount}</ButtonLink>
      </p>
    </div>
  );
};

interface ReservationPageProps {
  readonly open: OpenReservation;
  readonly reservation: Reservation;
}

const ReservationPage = ({ open, reservation }: ReservationPageProps) => {
  const { t } = reservationText;
  const facts = concertFacts(reservation.concertId);
  const known: ConcertFacts | undefined = facts.kind === "known" ? facts.facts : undefined;
  const performance = performanceIn(facts, reservation.performanceId);
  // Worked out each second, and shown again only if it has changed.
  const state = useComputed(() => currentState(open, second.value)).value;
  useFollowedState(open, reservation, state);
  const title = known?.concert.title ?? t.unknownConcert;
  useTitle(t.pageTitle(title));
  const receipt = open.receipt.value;
  return (
    <article class="page reservation">
      <header class="reservation-head">
        <p class="reservation-kicker">{t.kicker}</p>
        <h1>{title}</h1>
        {known === undefined ? null : <p class="reservation-artist">{known.concert.artist}</p>}
      </header>
      <StateBanner
        state={state}
        reservation={reservation}
        receipt={receipt.kind === "known" ? receipt.receipt : undefined}
      />
      <BookedFacts state={state} reservation={reservation} facts={facts} receipt={receipt} />
      {reservation.paymentId === null ? null : (
        <ReceiptSection state={state} receipt={receipt} prices={performance?.prices} retry={() => void open.read()} />
      )}
      <CancelSection
        open={open}
        state={state}
        reservation={reservation}
        timeZone={performance?.timeZone ?? ownZone()}
        contact={known?.concert.contact ?? null}
      />
      <p class="no-print">
        <Link href="/account">{t.toAccount}</Link>
      </p>
    </article>
  );
};

const currentState = ({ view }: OpenReservation, nowMs: number) => {
  if (view.value.kind !== "known") return "PAID";
  const { reservation } = view.value;
  const facts = concertFacts(reservation.concertId);
  const performance = performanceIn(facts, reservation.performanceId);
  const runningMinutes = facts.kind === "known" ? facts.facts.concert.runningMinutes : null;
  return stateOf(reservation, performance && { ...performance, runningMinutes }, nowMs);
};

/** What a hold has become that can't be paid any more, and the ways on from there. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { concertPath, paymentPath, reservationPath, seatsPath, waitingPath } from "#web/booking/checkout/addresses.ts";
import type { HoldEnd } from "#web/booking/checkout/hold-end.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { type HeldAgain, holdAgain } from "#web/booking/checkout/trouble/hold-again.ts";
import { troubleText } from "#web/booking/checkout/trouble/messages.ts";
import { ownZone, timeIn } from "#web/shared/format/format.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

export interface HoldEndedProps {
  readonly end: Exclude<HoldEnd, "paid">;
  readonly reservation: Reservation;
}

export const HoldEnded = ({ end, reservation }: HoldEndedProps) => {
  const { t } = troubleText;
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone with the hold.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="page stack">
      <h1 ref={heading} tabIndex={-1}>
        {t[`${end}Title`]}
      </h1>
      <p>{t[`${end}Why`]}</p>
      <WaysOn end={end} reservation={reservation} />
    </div>
  );
};

const WaysOn = ({ end, reservation }: HoldEndedProps) => {
  const { t } = troubleText;
  if (end === "calledOff") {
    return (
      <p class="cluster">
        <ButtonLink href={concertPath(reservation.concertId)} kind="primary">
          {t.toConcert}
        </ButtonLink>
        <ButtonLink href="/account">{checkoutText.t.toAccount}</ButtonLink>
      </p>
    );
  }
  if (end === "cancelled") {
    return (
      <p>
        <ButtonLink href={reservationPath(reservation.reservationId)} kind="primary">
          {checkoutText.t.toAccount}
        </ButtonLink>
      </p>
    );
  }
  return <SameSeats reservation={reservation} />;
};

type NotHeld = Exclude<HeldAgain, { readonly kind: "held" }>;

const SameSeats = ({ reservation }: Pick<HoldEndedProps, "reservation">) => {
  const isBusy = useSignal(false);
  const outcome = useSignal<NotHeld | undefined>(undefined);
  const hold = async (): Promise<void> => {
    isBusy.value = true;
    const held = await holdAgain(reservation);
    isBusy.value = false;
    if (held.kind === "held") navigate(paymentPath(held.reservationId), { replace: true });
    else outcome.value = held;
  };
  return (
    <>
      <p class="muted">{reservation.seats.map(({ label }) => label).join(", ")}</p>
      {outcome.value !== undefined && (
        <Notice kind="warning" spoken>
          <p>{wordsFor(outcome.value)}</p>
        </Notice>
      )}
      <p class="cluster">
        <Onward reservation={reservation} outcome={outcome.value} isBusy={isBusy.value} hold={() => void hold()} />
        <ButtonLink href={concertPath(reservation.concertId)} kind="quiet">
          {troubleText.t.toConcert}
        </ButtonLink>
      </p>
    </>
  );
};

interface OnwardProps {
  readonly reservation: Reservation;
  readonly outcome: NotHeld | undefined;
  readonly isBusy: boolean;
  readonly hold: () => void;
}

/** The same seats as long as they may still be had; else other seats, or the queue. */
const Onward = ({ reservation, outcome, isBusy, hold }: OnwardProps) => {
  const { t } = troubleText;
  if (outcome?.kind === "noTurn") {
    return (
      <ButtonLink href={waitingPath(reservation.concertId)} kind="primary">
        {t.toWaiting}
      </ButtonLink>
    );
  }
  const mayTryAgain = outcome === undefined || outcome.kind === "failed" || outcome.code === "HOLDS_COOLING_DOWN";
  return (
    <>
      {mayTryAgain && (
        <Button kind="primary" busy={isBusy} onClick={hold}>
          {t.sameSeats}
        </Button>
      )}
      <ButtonLink href={seatsPath(reservation)} kind={mayTryAgain ? "secondary" : "primary"}>
        {t.otherSeats}
      </ButtonLink>
    </>
  );
};

const wordsFor = (outcome: NotHeld): string => {
  const { again } = troubleText.t;
  if (outcome.kind === "noTurn") return again.turn;
  if (outcome.kind === "failed") return again.failed;
  const { code, body } = outcome;
  switch (code) {
    case "SEAT_TAKEN":
      return takenText(body);
    case "SEAT_LIMIT_EXCEEDED":
      return again.limit;
    case "HOLD_LIMIT_REACHED":
      return again.holds;
    case "HOLDS_COOLING_DOWN":
      return again.cooling(timeIn(String(body["coolingUntil"]), ownZone()));
    case "SALE_NOT_OPEN":
      return again.closed;
    case "PERFORMANCE_CALLED_OFF":
      return troubleText.t.calledOffWhy;
    default:
      return again.other;
  }
};

/** The seats that are gone, as they are printed, if the service names them. */
const takenText = ({ labels }: Readonly<Record<string, unknown>>): string => {
  const { again } = troubleText.t;
  if (typeof labels !== "object" || labels === null) return again.takenSome;
  const names = Object.values(labels).filter((label) => typeof label === "string");
  return names.length === 0 ? again.takenSome : again.taken(names.join(", "));
};

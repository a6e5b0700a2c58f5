/** Paying for a hold: what is held and for how long, what it costs and what a cancellation refunds, then one button. */
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import { reservationPath } from "#web/booking/checkout/addresses.ts";
import { type Checkout, createCheckout } from "#web/booking/checkout/checkout.ts";
import { Countdown } from "#web/booking/checkout/countdown.tsx";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { PayBar } from "#web/booking/checkout/pay-bar.tsx";
import { PointsSection } from "#web/booking/checkout/points-section.tsx";
import { Promotion } from "#web/booking/checkout/promotion.tsx";
import { Release } from "#web/booking/checkout/release.tsx";
import { loadMenus, SeatList } from "#web/booking/checkout/seat-list.tsx";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { TotalsList } from "#web/booking/checkout/totals-list.tsx";
import type { HoldEndedProps } from "#web/booking/checkout/trouble/hold-ended.tsx";
import { troubleText } from "#web/booking/checkout/trouble/messages.ts";
import { RefundTable } from "#web/booking/refund-table/refund-table.tsx";
import { ownZone } from "#web/shared/format/format.ts";
import { navigate } from "#web/shared/navigation/address.ts";
import type { ScreenProps } from "#web/shared/navigation/screen-table.ts";
import { SignInNeeded } from "#web/shared/session/session.ts";
import { announce } from "#web/shared/ui/announcements.tsx";
import { ButtonLink } from "#web/shared/ui/button.tsx";
import { HallTime } from "#web/shared/ui/hall-time.tsx";
import { later } from "#web/shared/ui/later.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";
import { SignInFirst } from "#web/shared/ui/sign-in-first.tsx";
import { Skeleton } from "#web/shared/ui/skeleton.tsx";
import { useTitle } from "#web/shared/ui/use-title.ts";
import "#web/booking/checkout/checkout.css";
import "#web/booking/checkout/seat-rows.css";
import "#web/booking/checkout/totals.css";
import "#web/booking/checkout/pay-bar.css";

export const Screen = ({ params }: ScreenProps) => {
  const { t } = checkoutText;
  const reservationId = params["reservationId"] ?? "";
  const checkout = useMemo(() => createCheckout(reservationId, loadMenus), [reservationId]);
  useEffect(() => checkout.start(), [checkout]);
  useTitle(t.title);
  useWayToReceipt(checkout);

  const reservation = checkout.reservation.value;
  const end = checkout.end.value;
  if (checkout.problem.value !== undefined) return <NotShown checkout={checkout} />;
  if (reservation === undefined || !checkout.isReady.value || end === "paid") {
    return <Loading />;
  }
  if (end !== undefined) return <HoldEnded end={end} reservation={reservation} />;
  return <Held checkout={checkout} reservation={reservation} />;
};

const Loading = () => {
  const { t } = checkoutText;
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t.title}</h1>
      <Skeleton label={t.loading} lines={6} />
    </div>
  );
};

const HoldEnded = later<HoldEndedProps>(
  async () => (await import("#web/booking/checkout/trouble/hold-ended.tsx")).HoldEnded,
  { text: [troubleText], Meanwhile: Loading },
);

/** Once it is paid, by whichever tab or device, there is only the receipt; going back does not lead here again. */
const useWayToReceipt = (checkout: Checkout): void => {
  useSignalEffect(() => {
    const isDone = checkout.payment.attempt.value.state === "done";
    if (!isDone && checkout.end.value !== "paid") return;
    checkout.payment.forget();
    if (isDone) announce(checkoutText.t.paid, "assertive");
    navigate(reservationPath(checkout.reservationId), { replace: true });
  });
};

interface HeldProps {
  readonly checkout: Checkout;
  readonly reservation: Reservation;
}

const Held = ({ checkout, reservation }: HeldProps) => {
  const { t } = checkoutText;
  const concert = checkout.show.concert.value;
  const performance = checkout.show.performance.value;
  return (
    <div class="page-wide checkout">
      <header class="checkout-head">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="checkout-show">
          <strong>{concert?.title ?? "\u00a0"}</strong>
          {performance !== undefined && <HallTime at={performance.startsAt} zone={performance.timeZone} />}
          <span class="muted">{concert?.venue ?? "\u00a0"}</span>
        </p>
      </header>
      <Countdown checkout={checkout} />
      <div class="checkout-main">
        <SeatList checkout={checkout} />
        <Promotion checkout={checkout} />
        <Refunds reservation={reservation} timeZone={performance?.timeZone ?? ownZone()} />
        <PointsSection amount={reservation.amount} />
      </div>
      <aside class="checkout-side" aria-label={t.total}>
        <TotalsList reservation={reservation} />
        <PayBar checkout={checkout} reservation={reservation} />
      </aside>
      <Release checkout={checkout} reservation={reservation} />
    </div>
  );
};

interface RefundsProps {
  readonly reservation: Reservation;
  readonly timeZone: string;
}

const Refunds = ({ reservation: { refundRule, seats }, timeZone }: RefundsProps) => {
  const { t } = checkoutText;
  return (
    <section class="stack stack-s" aria-labelledby="checkout-refund">
      <h2 id="checkout-refund">{t.refund}</h2>
      <RefundTable
        rule={refundRule}
        timeZone={timeZone}
        hasBookingFee={seats.some(({ bookingFee }) => bookingFee > 0)}
        seats={seats}
        isUnpaid
      />
      <p class="small muted">{t.refundAsk}</p>
    </section>
  );
};

/** Nothing to show: nobody is signed in, it is somebody else's, or the service is out of reach. */
const NotShown = ({ checkout }: { readonly checkout: Checkout }) => {
  const { t } = checkoutText;
  const error = checkout.problem.value;
  if (error instanceof SignInNeeded) {
    return <SignInFirst title={t.signInTitle} why={t.signInWhy} action={uiText.t.signIn} />;
  }
  if (error instanceof ProblemError && error.code === "RESERVATION_NOT_FOUND") {
    return (
      <div class="page stack">
        <h1 tabIndex={-1}>{t.notFoundTitle}</h1>
        <p>{t.notFoundWhy}</p>
        <p>
          <ButtonLink href="/account" kind="primary">
            {t.toAccount}
          </ButtonLink>
        </p>
      </div>
    );
  }
  return (
    <div class="page stack">
      <h1 tabIndex={-1}>{t.title}</h1>
      <ProblemNotice error={error} retry={() => void checkout.read()} />
    </div>
  );
};

/** The one thing to do: pay, or go to the top-up first. The button locks with the press. */
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { isUrgent } from "#web/booking/checkout/hold-clock.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { PaymentOutcome } from "#web/booking/checkout/payment-outcome.tsx";
import { isTopUpSeen, POINTS_ID } from "#web/booking/checkout/points-section.tsx";
import type { Reservation } from "#web/booking/checkout/totals.ts";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance } from "#web/booking/points/balance.ts";
import { topUp } from "#web/booking/points/top-up.ts";
import { missingWon } from "#web/booking/points/top-up-amounts.ts";
import { clockTime } from "#web/shared/format/durations.ts";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";

interface PayBarProps {
  readonly checkout: Checkout;
  readonly reservation: Reservation;
}

export const PayBar = ({ checkout, reservation }: PayBarProps) => {
  const seconds = checkout.secondsLeft.value;
  return (
    <div class="checkout-bar">
      <PaymentOutcome checkout={checkout} />
      <div class="checkout-bar-row">
        <span class={`checkout-bar-time ${isUrgent(seconds) ? "checkout-urgent" : ""}`} aria-hidden="true">
          {clockTime(seconds)}
        </span>
        <MainButton checkout={checkout} reservation={reservation} />
      </div>
    </div>
  );
};

const MainButton = ({ checkout, reservation: { amount } }: PayBarProps) => {
  const { t } = checkoutText;
  const isPaying = isUnderWay(checkout.payment.attempt.value) || checkout.payment.attempt.value.state === "done";
  const missing = balance.value === undefined ? 0 : missingWon(balance.value, amount);
  if (missing > 0 && !isPaying) {
    // The form has the button then.
    if (isTopUpSeen.value) return <p class="checkout-bar-missing">{t.missingHere(won(missing))}</p>;
    return (
      <Button kind="primary" large disabled={checkout.secondsLeft.value === 0} onClick={showPoints}>
        {t.goToTopUp(won(missing))}
      </Button>
    );
  }
  // A top-up that is being checked may still change the balance, but not what can be paid with it.
  const isLocked = checkout.isLocked.value || topUp.value.state === "sending";
  return (
    <Button kind="primary" large busy={isPaying} disabled={isLocked} onClick={checkout.payment.pay}>
      {amount === 0 ? t.payNothing : t.pay(won(amount))}
    </Button>
  );
};

const showPoints = (): void => {
  const points = document.querySelector(`#${POINTS_ID}`);
  points?.scrollIntoView({ block: "start" });
  points?.querySelector("input")?.focus({ preventScroll: true });
};

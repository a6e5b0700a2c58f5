/** What is known of the payment that was begun, with a way on. Nothing while there is nothing to say. */
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { troubleText } from "#web/booking/checkout/trouble/messages.ts";
import type { RefusedProps } from "#web/booking/checkout/trouble/refused.tsx";
import { takesLong } from "#web/booking/points/attempt.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { later } from "#web/shared/ui/later.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";

const Refused = later<RefusedProps>(async () => (await import("#web/booking/checkout/trouble/refused.tsx")).Refused, {
  text: [troubleText],
  Meanwhile: () => null,
});

interface PaymentOutcomeProps {
  readonly checkout: Checkout;
}

export const PaymentOutcome = ({ checkout }: PaymentOutcomeProps) => {
  const attempt = checkout.payment.attempt.value;
  if (attempt.state === "checking") return <Checking isSignedOut={attempt.isSignedOut} isLong={takesLong(attempt)} />;
  if (attempt.state === "refused") return <Refused checkout={checkout} refusal={attempt.refusal} />;
  return null;
};

interface CheckingProps {
  readonly isSignedOut: boolean;
  readonly isLong: boolean;
}

const Checking = ({ isSignedOut, isLong }: CheckingProps) => {
  const { t } = checkoutText;
  if (isSignedOut) {
    const actions = <Button onClick={() => void signIn(location.pathname)}>{uiText.t.signIn}</Button>;
    return (
      <Notice title={t.checkingTitle} actions={actions} spoken>
        <p>{t.checkingSignedOut}</p>
      </Notice>
    );
  }
  return (
    <Notice title={t.checkingTitle} spoken>
      <p>{isOnline.value ? t.checkingWhy : t.checkingOffline}</p>
      {isLong && <p>{t.checkingLong}</p>}
    </Notice>
  );
};

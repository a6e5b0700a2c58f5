/** What is known of the payment that was begun, with a way on. Nothing while there is nothing to say. */
import type { ComponentChildren } from "preact";
import { concertPath } from "#web/booking/checkout/addresses.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { enterCode } from "#web/booking/checkout/promotion-code.tsx";
import { wayOn } from "#web/booking/checkout/way-on.ts";
import { type Refusal, takesLong } from "#web/booking/points/attempt.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { won } from "#web/shared/format/format.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

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
    const actions = <Button onClick={() => void signIn(location.pathname)}>{t.signIn}</Button>;
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

interface RefusedProps extends PaymentOutcomeProps {
  readonly refusal: Refusal;
}

/** Refusals after which the seats are still held. The others show what the reservation has become. */
const Refused = ({ checkout, refusal }: RefusedProps) => {
  const { t } = checkoutText;
  switch (wayOn(refusal).kind) {
    case "topUp":
      return <Problem title={t.refusedBalance(won(missingIn(refusal)))}>{t.refusedBalanceWhy}</Problem>;
    case "code":
      return (
        <Problem
          title={t.refusedCode(checkout.reservation.value?.promotionCode ?? "")}
          actions={<Button onClick={() => void enterCode(checkout, null)}>{t.codeRemoveGoOn}</Button>}
        >
          {t.refusedCodeWhy}
        </Problem>
      );
    case "again":
      return <Problem title={t.refusedAgain}>{t.refusedAgainWhy}</Problem>;
    case "calledOff":
      return (
        <Problem title={t.calledOffTitle} actions={<ToConcert checkout={checkout} />}>
          {t.calledOffWhy}
        </Problem>
      );
    case "holdIsOver":
    case "receipt":
    case "notFound":
      return null;
  }
};

const ToConcert = ({ checkout }: PaymentOutcomeProps) => (
  <ButtonLink href={concertPath(checkout.reservation.value?.concertId ?? "")}>{checkoutText.t.toConcert}</ButtonLink>
);

const missingIn = ({ body }: Refusal): number => (typeof body["missing"] === "number" ? body["missing"] : 0);

interface ProblemProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
}

const Problem = ({ title, children, actions }: ProblemProps) => (
  <Notice kind="problem" title={title} actions={actions} spoken>
    <p>{children}</p>
  </Notice>
);

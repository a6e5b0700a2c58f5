/** What is known of the last top-up, and what to do. Nothing while there is nothing to say. */

import { type Refusal, takesLong } from "#web/booking/points/attempt.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { dismissTopUp, topUp, topUpAmount } from "#web/booking/points/top-up.ts";
import { limitIn } from "#web/booking/points/top-up-limit.ts";
import { won } from "#web/shared/format/format.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

export const TopUpOutcome = () => {
  const { t } = pointsText;
  const attempt = topUp.value;
  const amount = won(topUpAmount.value);
  switch (attempt.state) {
    case "checking":
      return (
        <Notice kind="info" title={t.checking(amount)}>
          <p>{attempt.isSignedOut ? t.signedOut : t.checkingWhy}</p>
          {takesLong(attempt) && <p>{t.checkingLong}</p>}
          {attempt.isSignedOut && (
            <Button kind="secondary" onClick={() => void signIn(location.pathname)}>
              {t.signIn}
            </Button>
          )}
        </Notice>
      );
    case "refused":
      return <Refused refusal={attempt.refusal} />;
    case "unsettled":
      return (
        <Notice kind="warning" title={t.unsettled(amount)}>
          <p>{t.unsettledWhy}</p>
          <Button kind="secondary" onClick={dismissTopUp}>
            {t.understood}
          </Button>
        </Notice>
      );
    default:
      return null;
  }
};

const Refused = ({ refusal }: { readonly refusal: Refusal }) => {
  const { t } = pointsText;
  const limit = limitIn(refusal);
  if (limit !== undefined) {
    return (
      <Notice kind="problem" title={t.outOfRange}>
        <p>{t.outOfRangeWhy(won(limit.amountMax), won(limit.balanceMax))}</p>
      </Notice>
    );
  }
  const isDeclined = refusal.code === "PAYMENT_DECLINED";
  return (
    <Notice kind="problem" title={isDeclined ? t.declined : t.refused}>
      <p>{isDeclined ? t.declinedWhy : t.refusedWhy}</p>
    </Notice>
  );
};

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
  if (attempt.state === "checking") return <Checking isSignedOut={attempt.isSignedOut} isLong={takesLong(attempt)} />;
  if (attempt.state === "refused") return <Refused refusal={attempt.refusal} />;
  if (attempt.state !== "unsettled") return null;
  return (
    <Notice
      kind="warning"
      title={t.unsettled(won(topUpAmount.value))}
      actions={<Button onClick={dismissTopUp}>{t.understood}</Button>}
      spoken
    >
      <p>{t.unsettledWhy}</p>
    </Notice>
  );
};

interface CheckingProps {
  readonly isSignedOut: boolean;
  readonly isLong: boolean;
}

const Checking = ({ isSignedOut, isLong }: CheckingProps) => {
  const { t } = pointsText;
  return (
    <Notice
      title={t.checking(won(topUpAmount.value))}
      actions={isSignedOut ? <Button onClick={() => void signIn(location.pathname)}>{t.signIn}</Button> : undefined}
      spoken
    >
      <p>{isSignedOut ? t.signedOut : t.checkingWhy}</p>
      {isLong && <p>{t.checkingLong}</p>}
    </Notice>
  );
};

const Refused = ({ refusal }: { readonly refusal: Refusal }) => {
  const { t } = pointsText;
  const limit = limitIn(refusal);
  if (limit !== undefined) {
    return (
      <Notice kind="problem" title={t.outOfRange} spoken>
        <p>{t.outOfRangeWhy(won(limit.amountMax), won(limit.balanceMax))}</p>
      </Notice>
    );
  }
  const isDeclined = refusal.code === "PAYMENT_DECLINED";
  return (
    <Notice kind="problem" title={isDeclined ? t.declined : t.refused} spoken>
      <p>{isDeclined ? t.declinedWhy : t.refusedWhy}</p>
    </Notice>
  );
};

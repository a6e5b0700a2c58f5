/** What has become of a cancellation: never "failed" while it is not known. */
import { useEffect, useRef } from "preact/hooks";
import { type Attempt, takesLong } from "#web/booking/points/attempt.ts";
import { type CancellationRefusal, refusalOf } from "#web/booking/reservation/cancel/cancellation-refusal.ts";
import type { Cancelling, Refund } from "#web/booking/reservation/cancel/cancelling.ts";
import { cancelText } from "#web/booking/reservation/cancel/messages.ts";
import type { Quoting } from "#web/booking/reservation/cancel/quote.ts";
import { isOnline } from "#web/shared/clock/connection.ts";
import { won } from "#web/shared/format/format.ts";
import { address } from "#web/shared/navigation/address.ts";
import { signIn } from "#web/shared/session/session.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { uiText } from "#web/shared/ui/messages.ts";
import { Notice } from "#web/shared/ui/notice.tsx";

interface CancelOutcomeProps {
  readonly cancelling: Cancelling;
  readonly quoting: Quoting;
  /** The seats are cancelled, or can't be: nothing is left to choose. */
  readonly onEnd: () => void;
  /** There is another quote to agree to. */
  readonly onQuote: () => void;
}

export const CancelOutcome = ({ cancelling, quoting, onEnd, onQuote }: CancelOutcomeProps) => {
  const attempt = cancelling.attempt.value;
  const refusal = attempt.state === "refused" ? refusalOf(attempt.refusal) : undefined;
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal?.kind === "changed") {
      quoting.set(refusal.quote);
      onQuote();
    } else if (attempt.state === "done" || attempt.state === "unsettled" || refusal !== undefined) onEnd();
    // The button that was pressed is gone or has another meaning now.
    if (attempt.state === "done" || refusal !== undefined) holder.current?.focus();
  }, [attempt]);
  return (
    <div ref={holder} tabIndex={-1} class="reservation-outcome">
      {attempt.state === "checking" ? <Checking attempt={attempt} /> : null}
      {attempt.state === "done" ? <Done refund={cancelling.refund.value} /> : null}
      {attempt.state === "unsettled" ? <Unsettled /> : null}
      {refusal === undefined ? null : (
        <Refused refusal={refusal} quotedRefund={cancelling.underWay.value?.quotedRefund ?? 0} />
      )}
    </div>
  );
};

type CheckingAttempt = Extract<Attempt, { readonly state: "checking" }>;

const Checking = ({ attempt }: { readonly attempt: CheckingAttempt }) => {
  const { t } = cancelText;
  return (
    <Notice
      kind="info"
      title={t.checkingTitle}
      spoken
      actions={
        attempt.isSignedOut ? (
          <Button onClick={() => void signIn(address.peek().path)}>{uiText.t.signIn}</Button>
        ) : undefined
      }
    >
      <p>{t.checkingWhy}</p>
      {isOnline.value ? null : <p>{t.checkingOffline}</p>}
      {takesLong(attempt) ? <p>{t.checkingLong}</p> : null}
    </Notice>
  );
};

const Done = ({ refund }: { readonly refund: Refund | undefined }) => {
  const { t } = cancelText;
  if (refund === undefined) {
    return (
      <Notice kind="good" title={t.doneUnwatched} spoken>
        <p>{t.doneUnwatchedWhy}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="good" title={t.doneTitle(refund.seats.length)} spoken>
      <p>{t.doneWhy(won(refund.amount), won(refund.balanceAfter))}</p>
    </Notice>
  );
};

const Unsettled = () => {
  const { t } = cancelText;
  return (
    <Notice kind="warning" title={t.unsettledTitle} spoken>
      <p>{t.unsettledWhy}</p>
    </Notice>
  );
};

interface RefusedProps {
  readonly refusal: CancellationRefusal;
  /** What was agreed to. */
  readonly quotedRefund: number;
}

const Refused = ({ refusal, quotedRefund }: RefusedProps) => {
  const { t } = cancelText;
  switch (refusal.kind) {
    case "changed":
      return (
        <Notice kind="warning" title={t.changedTitle} spoken>
          <p>{t.changedWhy(won(quotedRefund), won(refusal.quote.amount))}</p>
        </Notice>
      );
    case "stale":
      return <Words kind="warning" title={t.staleTitle} why={t.staleWhy} />;
    case "closed":
      return <Words kind="warning" title={t.closedTitle} why={t.closedWhy} />;
    case "calledOff":
      return <Words kind="info" title={t.calledOffTitle} why={t.calledOffWhy} />;
    case "again":
      return <Words kind="problem" title={t.againTitle} why={t.againWhy} />;
  }
};

interface WordsProps {
  readonly kind: "info" | "warning" | "problem";
  readonly title: string;
  readonly why: string;
}

const Words = ({ kind, title, why }: WordsProps) => (
  <Notice kind={kind} title={title} spoken>
    <p>{why}</p>
  </Notice>
);

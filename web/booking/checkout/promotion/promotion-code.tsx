/** Entering a promotion code, and taking it out again. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { ProblemError } from "#client/problem-error.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { enterCode } from "#web/booking/checkout/enter-code.ts";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { promotionText } from "#web/booking/checkout/promotion/messages.ts";
import { totalsOf } from "#web/booking/checkout/totals.ts";
import { serverNow } from "#web/shared/clock/clock.ts";
import { ownZone, timeIn, won } from "#web/shared/format/format.ts";
import { announce } from "#web/shared/ui/announcements.tsx";
import { Button } from "#web/shared/ui/button.tsx";

export interface PromotionCodeProps {
  readonly checkout: Checkout;
}

const CODE = /^[A-Za-z0-9-]{4,32}$/;

export const PromotionCode = ({ checkout }: PromotionCodeProps) => {
  const { t } = promotionText;
  const inputId = useId();
  const typed = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const reservation = checkout.reservation.value;
  if (reservation === undefined) return null;
  const isBusy = checkout.changing.value === "code";

  const enter = async (promotionCode: string | null): Promise<void> => {
    problem.value = undefined;
    try {
      await enterCode(checkout, promotionCode);
      typed.value = "";
      announce(promotionCode === null ? t.codeRemoved : appliedText(checkout), "polite");
    } catch (error) {
      problem.value = problemText(error);
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = typed.value.trim();
    if (CODE.test(code)) void enter(code);
    else problem.value = t.codeForm;
  };
  if (reservation.promotionCode !== null) {
    return (
      <section class="checkout-code" aria-label={checkoutText.t.code}>
        <p>{appliedText(checkout)}</p>
        <Button kind="quiet" busy={isBusy} disabled={checkout.isLocked.value} onClick={() => void enter(null)}>
          {t.codeRemove}
        </Button>
        {problem.value !== undefined && <CodeProblem text={problem.value} />}
      </section>
    );
  }
  return (
    <form class="checkout-code-form" onSubmit={submit} noValidate>
      <label for={inputId}>{checkoutText.t.code}</label>
      <div class="checkout-code-row">
        <input
          id={inputId}
          value={typed.value}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          maxLength={40}
          aria-invalid={problem.value !== undefined}
          aria-describedby={`${inputId}-problem`}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <Button submit busy={isBusy} disabled={checkout.isLocked.value}>
          {t.codeApply}
        </Button>
      </div>
      <div id={`${inputId}-problem`}>{problem.value !== undefined && <CodeProblem text={problem.value} />}</div>
    </form>
  );
};

const CodeProblem = ({ text }: { readonly text: string }) => (
  <p class="checkout-problem" role="alert">
    {text}
  </p>
);

const appliedText = ({ reservation }: Checkout): string => {
  const known = reservation.value;
  if (known === undefined) return "";
  return promotionText.t.codeApplied(known.promotionCode ?? "", won(totalsOf(known).discounts));
};

const problemText = (error: unknown): string => {
  const { t } = promotionText;
  if (!(error instanceof ProblemError)) return checkoutText.t.changeFailed;
  switch (error.code) {
    case "PROMOTION_CODE_INVALID":
      return t.codeInvalid;
    case "PROMOTION_CODE_USED_UP":
      return t.codeUsedUp;
    case "PROMOTION_CODE_ATTEMPTS":
      return t.codeAttempts(timeAfter(error.headers));
    case "VALIDATION_FAILED":
      return t.codeForm;
    default:
      return checkoutText.t.changeFailed;
  }
};

/** When Retry-After is over, by the reader's clock on the wall. */
const timeAfter = (headers: Headers): string => {
  const seconds = Number(headers.get("retry-after") ?? 0) || 0;
  return timeIn(new Date(serverNow() + seconds * 1000).toISOString(), ownZone());
};

/** Topping up points, inside the checkout as well as on the account screen. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance } from "#web/booking/points/balance.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { resumeTopUp, startTopUp, topUp, topUpAmount } from "#web/booking/points/top-up.ts";
import { quickAmounts, sensibleAmount, typedAmount } from "#web/booking/points/top-up-amounts.ts";
import { mostNow } from "#web/booking/points/top-up-limit.ts";
import { TopUpOutcome } from "#web/booking/points/top-up-outcome.tsx";
import { count, won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import { Field } from "#web/shared/ui/field.tsx";
import "#web/booking/points/top-up-form.css";

interface TopUpFormProps {
  /** Won that are missing for something; 0 if nothing in particular is to be bought. */
  readonly missing: number;
}

export const TopUpForm = ({ missing }: TopUpFormProps) => {
  const { t } = pointsText;
  // What somebody has typed or chosen; until then the amount follows what is missing.
  const typed = useSignal<string | undefined>(undefined);
  const points = balance.value;
  const most = mostNow(topUp.value, points);
  const suggested = missing > 0 ? Math.min(sensibleAmount(missing), most) : undefined;
  const amount = typed.value === undefined ? suggested : typedAmount(typed.value);
  const isBusy = isUnderWay(topUp.value);
  useEffect(resumeTopUp, []);
  // What was typed was for the balance before.
  useEffect(() => {
    typed.value = undefined;
  }, [points]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (amount !== undefined && !isBusy) startTopUp(amount);
  };
  return (
    <form class="top-up" onSubmit={submit} noValidate>
      <TopUpOutcome />
      <Field label={t.amount}>
        {(control) => (
          <span class="top-up-amount">
            <input
              {...control}
              class="top-up-input"
              inputMode="numeric"
              autoComplete="off"
              enterKeyHint="go"
              value={typed.value ?? (suggested === undefined ? "" : count(suggested))}
              disabled={isBusy}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
              onBlur={() => {
                if (typed.value !== undefined && amount !== undefined) typed.value = count(amount);
              }}
            />
            <span class="top-up-unit" aria-hidden="true">
              {t.unit}
            </span>
          </span>
        )}
      </Field>
      <fieldset class="top-up-quick" aria-label={t.quick}>
        {quickAmounts(missing, most).map((each) => (
          <Button
            key={each}
            class="top-up-choice"
            pressed={each === amount}
            disabled={isBusy}
            onClick={() => {
              typed.value = count(each);
            }}
          >
            {won(each)}
          </Button>
        ))}
      </fieldset>
      <Button kind="primary" submit busy={isBusy} disabled={amount === undefined}>
        {amount === undefined ? t.topUpNothing : t.topUp(won(isBusy ? topUpAmount.value : amount))}
      </Button>
    </form>
  );
};

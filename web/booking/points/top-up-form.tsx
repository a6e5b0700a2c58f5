/** Topping up points, inside the checkout as well as on the account screen. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance } from "#web/booking/points/balance.ts";
import { pointsText } from "#web/booking/points/messages.ts";
import { resumeTopUp, startTopUp, topUp, topUpAmount } from "#web/booking/points/top-up.ts";
import { quickAmounts, sensibleAmount, typedAmount } from "#web/booking/points/top-up-amounts.ts";
import { mostNow } from "#web/booking/points/top-up-limit.ts";
import { TopUpOutcome } from "#web/booking/points/top-up-outcome.tsx";
import { won } from "#web/shared/format/format.ts";
import { Button } from "#web/shared/ui/button.tsx";
import "#web/booking/points/top-up-form.css";

interface TopUpFormProps {
  /** Won that are missing for something; 0 if nothing in particular is to be bought. */
  readonly missing: number;
}

export const TopUpForm = ({ missing }: TopUpFormProps) => {
  const { t } = pointsText;
  const inputId = useId();
  // What somebody has typed or chosen; until then the amount follows what is missing.
  const typed = useSignal<string | undefined>(undefined);
  const most = mostNow(topUp.value, balance.value);
  const suggested = missing > 0 ? Math.min(sensibleAmount(missing), most) : undefined;
  const amount = typed.value === undefined ? suggested : typedAmount(typed.value);
  const isBusy = isUnderWay(topUp.value);
  useEffect(resumeTopUp, []);
  useEffect(() => {
    if (topUp.value.state === "done") typed.value = undefined;
  }, [topUp.value, typed]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (amount !== undefined && !isBusy) startTopUp(amount);
  };
  return (
    <form class="top-up" onSubmit={submit} noValidate>
      <TopUpOutcome />
      <label class="top-up-label" for={inputId}>
        {t.amount}
      </label>
      <div class="top-up-amount">
        <input
          id={inputId}
          class="top-up-input"
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="go"
          value={typed.value ?? (suggested === undefined ? "" : grouped(suggested))}
          disabled={isBusy}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onBlur={() => {
            if (typed.value !== undefined && amount !== undefined) typed.value = grouped(amount);
          }}
        />
        <span class="top-up-unit" aria-hidden="true">
          {t.unit}
        </span>
      </div>
      <fieldset class="top-up-quick" disabled={isBusy}>
        <legend class="visually-hidden">{t.quick}</legend>
        {quickAmounts(missing, most).map((each) => (
          <button
            key={each}
            type="button"
            class="top-up-choice"
            aria-pressed={each === amount}
            onClick={() => {
              typed.value = grouped(each);
            }}
          >
            {won(each)}
          </button>
        ))}
      </fieldset>
      <Button kind="primary" submit busy={isBusy} disabled={amount === undefined}>
        {labelOf(amount)}
      </Button>
    </form>
  );
};

const grouped = (amount: number): string => amount.toLocaleString("en-US");

const labelOf = (amount: number | undefined): string => {
  const { t } = pointsText;
  if (isUnderWay(topUp.value)) return t.sending(won(topUpAmount.value));
  return amount === undefined ? t.topUpNothing : t.topUp(won(amount));
};

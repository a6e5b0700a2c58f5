/** Why a payment was refused, with a way on. */
import type { ComponentChildren } from "preact";
import { concertPath } from "#web/booking/checkout/addresses.ts";
import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { enterCode } from "#web/booking/checkout/enter-code.ts";
import { troubleText } from "#web/booking/checkout/trouble/messages.ts";
import { wayOn } from "#web/booking/checkout/trouble/way-on.ts";
import type { Refusal } from "#web/booking/points/attempt.ts";
import { won } from "#web/shared/format/format.ts";
import { Button, ButtonLink } from "#web/shared/ui/button.tsx";
import { Notice } from "#web/shared/ui/notice.tsx";

export interface RefusedProps {
  readonly checkout: Checkout;
  readonly refusal: Refusal;
}

/** Refusals after which the seats are still held. The others show what the reservation has become. */
export const Refused = ({ checkout, refusal }: RefusedProps) => {
  const { t } = troubleText;
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

const ToConcert = ({ checkout }: Pick<RefusedProps, "checkout">) => (
  <ButtonLink href={concertPath(checkout.reservation.value?.concertId ?? "")}>{troubleText.t.toConcert}</ButtonLink>
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

/** The balance, with topping up in place. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { accountText } from "#web/booking/account/messages.ts";
import { isUnderWay } from "#web/booking/points/attempt.ts";
import { balance, readBalance } from "#web/booking/points/balance.ts";
import { resumeTopUp, topUp } from "#web/booking/points/top-up.ts";
import { TopUpForm } from "#web/booking/points/top-up-form.tsx";
import { wokeUp } from "#web/shared/clock/clock.ts";
import { won } from "#web/shared/format/format.ts";
import { Link } from "#web/shared/navigation/link.tsx";
import { Button } from "#web/shared/ui/button.tsx";
import { ProblemNotice } from "#web/shared/ui/problem-notice.tsx";

export const PointsCard = () => {
  const { t } = accountText;
  const isOpen = useSignal(false);
  const error = useSignal<unknown>(undefined);
  const wakeUps = wokeUp.value;
  const read = (): void => {
    error.value = undefined;
    readBalance().catch((thrown: unknown) => {
      error.value = thrown;
    });
  };
  useEffect(read, [wakeUps]);
  useEffect(resumeTopUp, []);
  // A top-up whose outcome is not known is shown, whoever began it.
  const isShown = isOpen.value || isUnderWay(topUp.value);
  return (
    <section class="card stack" aria-labelledby="points-title">
      <div class="cluster cluster-apart">
        <div>
          <h2 id="points-title" class="account-points-title">
            {t.points}
          </h2>
          <p class="figures account-balance">{balance.value === undefined ? "–" : won(balance.value)}</p>
        </div>
        <div class="cluster">
          <Link href="/account/points">{t.toStatement}</Link>
          <Button
            onClick={() => {
              isOpen.value = !isShown;
            }}
          >
            {isShown ? t.topUpClose : t.topUp}
          </Button>
        </div>
      </div>
      {error.value === undefined ? null : <ProblemNotice error={error.value} retry={read} />}
      {isShown ? <TopUpForm missing={0} /> : null}
    </section>
  );
};

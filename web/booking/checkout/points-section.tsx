/** The balance beside the price, and topping up what is missing without leaving the checkout. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { balance } from "#web/booking/points/balance.ts";
import { missingWon } from "#web/booking/points/top-up-amounts.ts";
import { TopUpForm } from "#web/booking/points/top-up-form.tsx";
import { won } from "#web/shared/format/format.ts";

/** For the way from the pay button to the form. */
export const POINTS_ID = "checkout-points";

interface PointsSectionProps {
  /** Won to pay. */
  readonly amount: number;
}

export const PointsSection = ({ amount }: PointsSectionProps) => {
  const { t } = checkoutText;
  const points = balance.value;
  if (points === undefined) return null;
  const missing = missingWon(points, amount);
  return (
    <section id={POINTS_ID} class="stack" aria-labelledby="checkout-points-title">
      <h2 id="checkout-points-title" tabIndex={-1}>
        {t.points}
      </h2>
      <dl class="checkout-totals">
        <div>
          <dt>{t.balance}</dt>
          <dd>{won(points)}</dd>
        </div>
        <div class={missing > 0 ? "checkout-missing" : undefined}>
          <dt>{missing > 0 ? t.missing : t.afterPaying}</dt>
          <dd>{won(missing > 0 ? missing : points - amount)}</dd>
        </div>
      </dl>
      {missing > 0 && <TopUpHere missing={missing} />}
    </section>
  );
};

const topUpSeen = signal(false);

/** Whether the form is in the window: no other button needs to lead to it then. */
export const isTopUpSeen: ReadonlySignal<boolean> = topUpSeen;

const TopUpHere = ({ missing }: { readonly missing: number }) => {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        topUpSeen.value = entries.at(-1)?.isIntersecting ?? false;
      },
      { threshold: 0.6 },
    );
    if (card.current !== null) observer.observe(card.current);
    return () => {
      observer.disconnect();
      topUpSeen.value = false;
    };
  }, []);
  return (
    <div ref={card} class="card stack">
      <p>{checkoutText.t.topUpHere}</p>
      <TopUpForm missing={missing} />
    </div>
  );
};

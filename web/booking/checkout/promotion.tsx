/** Asks for a promotion code. Most people have none: what to enter it with is loaded when somebody has. */
import { useSignal } from "@preact/signals";
import { checkoutText } from "#web/booking/checkout/messages.ts";
import { promotionText } from "#web/booking/checkout/promotion/messages.ts";
import type { PromotionCodeProps } from "#web/booking/checkout/promotion/promotion-code.tsx";
import { later } from "#web/shared/ui/later.tsx";

const PromotionCode = later<PromotionCodeProps>(
  async () => (await import("#web/booking/checkout/promotion/promotion-code.tsx")).PromotionCode,
  { text: [promotionText], lines: 2 },
);

export const Promotion = ({ checkout }: PromotionCodeProps) => {
  const isOpened = useSignal(false);
  const hasCode = (checkout.reservation.value?.promotionCode ?? null) !== null;
  if (hasCode) return <PromotionCode checkout={checkout} />;
  return (
    <details
      class="checkout-details"
      onToggle={() => {
        isOpened.value = true;
      }}
    >
      <summary>{checkoutText.t.codeAsk}</summary>
      {isOpened.value && <PromotionCode checkout={checkout} />}
    </details>
  );
};

import { saleText } from "#web/booking/sale/messages.ts";
import type { SalePhase } from "#web/booking/sale/sale-phase.ts";
import "#web/booking/sale/sale-badge.css";

/** The state of a sale in words, with a dot that is full while one can buy. */
export const SaleBadge = ({ phase }: { readonly phase: SalePhase }) => (
  <span class={`sale-badge sale-badge-${phase}`}>{saleText.t.phases[phase]}</span>
);

import type { messages as en } from "#web/booking/checkout/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const checkoutText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/messages.ko.ts"),
  en: () => import("#web/booking/checkout/messages.en.ts"),
});

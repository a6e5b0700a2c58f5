import type { Messages } from "#web/booking/checkout/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const checkoutText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/messages.ko.ts"),
  en: () => import("#web/booking/checkout/messages.en.ts"),
});

import type { Messages } from "#web/booking/checkout/promotion/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const promotionText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/promotion/messages.ko.ts"),
  en: () => import("#web/booking/checkout/promotion/messages.en.ts"),
});

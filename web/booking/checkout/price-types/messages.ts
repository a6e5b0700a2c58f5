import type { Messages } from "#web/booking/checkout/price-types/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const priceTypesText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/price-types/messages.ko.ts"),
  en: () => import("#web/booking/checkout/price-types/messages.en.ts"),
});

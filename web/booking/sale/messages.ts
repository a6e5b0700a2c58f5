/** The words for the state of a sale, which the list and the page of a concert share. */
import type { Messages } from "#web/booking/sale/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const saleText = catalogue<Messages>({
  ko: () => import("#web/booking/sale/messages.ko.ts"),
  en: () => import("#web/booking/sale/messages.en.ts"),
});

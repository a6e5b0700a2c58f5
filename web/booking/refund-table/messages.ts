import type { Messages } from "#web/booking/refund-table/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const refundTableText = catalogue<Messages>({
  ko: () => import("#web/booking/refund-table/messages.ko.ts"),
  en: () => import("#web/booking/refund-table/messages.en.ts"),
});

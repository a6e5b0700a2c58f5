import type { messages as en } from "#web/booking/refund-table/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const refundTableText = catalogue<Messages>({
  ko: () => import("#web/booking/refund-table/messages.ko.ts"),
  en: () => import("#web/booking/refund-table/messages.en.ts"),
});

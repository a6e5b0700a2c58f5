import type { messages as en } from "#web/booking/dates/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const datesText = catalogue<Messages>({
  ko: () => import("#web/booking/dates/messages.ko.ts"),
  en: () => import("#web/booking/dates/messages.en.ts"),
});

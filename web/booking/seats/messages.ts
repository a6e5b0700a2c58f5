import type { messages as en } from "#web/booking/seats/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const seatsText = catalogue<Messages>({
  ko: () => import("#web/booking/seats/messages.ko.ts"),
  en: () => import("#web/booking/seats/messages.en.ts"),
});

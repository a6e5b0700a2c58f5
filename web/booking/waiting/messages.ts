import type { messages as en } from "#web/booking/waiting/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const waitingText = catalogue<Messages>({
  ko: () => import("#web/booking/waiting/messages.ko.ts"),
  en: () => import("#web/booking/waiting/messages.en.ts"),
});

import type { messages as en } from "#web/booking/pass/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const passText = catalogue<Messages>({
  ko: () => import("#web/booking/pass/messages.ko.ts"),
  en: () => import("#web/booking/pass/messages.en.ts"),
});

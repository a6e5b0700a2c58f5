import type { messages as en } from "#web/booking/signed-in/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const signedInText = catalogue<Messages>({
  ko: () => import("#web/booking/signed-in/messages.ko.ts"),
  en: () => import("#web/booking/signed-in/messages.en.ts"),
});

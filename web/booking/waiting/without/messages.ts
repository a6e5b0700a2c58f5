import type { Messages } from "#web/booking/waiting/without/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const withoutText = catalogue<Messages>({
  ko: () => import("#web/booking/waiting/without/messages.ko.ts"),
  en: () => import("#web/booking/waiting/without/messages.en.ts"),
});

import type { Messages } from "#web/booking/account/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const accountText = catalogue<Messages>({
  ko: () => import("#web/booking/account/messages.ko.ts"),
  en: () => import("#web/booking/account/messages.en.ts"),
});

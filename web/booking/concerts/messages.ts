import type { Messages } from "#web/booking/concerts/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const concertsText = catalogue<Messages>({
  ko: () => import("#web/booking/concerts/messages.ko.ts"),
  en: () => import("#web/booking/concerts/messages.en.ts"),
});

import type { Messages } from "#web/booking/checkout/trouble/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const troubleText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/trouble/messages.ko.ts"),
  en: () => import("#web/booking/checkout/trouble/messages.en.ts"),
});

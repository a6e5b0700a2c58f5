import type { Messages } from "#web/booking/checkout/release/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const releaseText = catalogue<Messages>({
  ko: () => import("#web/booking/checkout/release/messages.ko.ts"),
  en: () => import("#web/booking/checkout/release/messages.en.ts"),
});

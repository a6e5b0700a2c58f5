import type { Messages } from "#web/booking/reservation/cancel/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const cancelText = catalogue<Messages>({
  ko: () => import("#web/booking/reservation/cancel/messages.ko.ts"),
  en: () => import("#web/booking/reservation/cancel/messages.en.ts"),
});

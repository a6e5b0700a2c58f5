import type { Messages } from "#web/booking/reservation/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const reservationText = catalogue<Messages>({
  ko: () => import("#web/booking/reservation/messages.ko.ts"),
  en: () => import("#web/booking/reservation/messages.en.ts"),
});

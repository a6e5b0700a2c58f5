import type { Messages } from "#web/booking/concert/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const concertText = catalogue<Messages>({
  ko: () => import("#web/booking/concert/messages.ko.ts"),
  en: () => import("#web/booking/concert/messages.en.ts"),
});

import type { Messages } from "#web/booking/not-found/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const notFoundText = catalogue<Messages>({
  ko: () => import("#web/booking/not-found/messages.ko.ts"),
  en: () => import("#web/booking/not-found/messages.en.ts"),
});

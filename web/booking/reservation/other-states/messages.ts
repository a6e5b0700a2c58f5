import type { Messages } from "#web/booking/reservation/other-states/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const otherStatesText = catalogue<Messages>({
  ko: () => import("#web/booking/reservation/other-states/messages.ko.ts"),
  en: () => import("#web/booking/reservation/other-states/messages.en.ts"),
});

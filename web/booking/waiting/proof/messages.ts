import type { Messages } from "#web/booking/waiting/proof/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const proofText = catalogue<Messages>({
  ko: () => import("#web/booking/waiting/proof/messages.ko.ts"),
  en: () => import("#web/booking/waiting/proof/messages.en.ts"),
});

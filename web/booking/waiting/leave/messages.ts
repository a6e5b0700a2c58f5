import type { Messages } from "#web/booking/waiting/leave/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const leaveText = catalogue<Messages>({
  ko: () => import("#web/booking/waiting/leave/messages.ko.ts"),
  en: () => import("#web/booking/waiting/leave/messages.en.ts"),
});

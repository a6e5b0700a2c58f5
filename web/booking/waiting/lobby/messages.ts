import type { Messages } from "#web/booking/waiting/lobby/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const lobbyText = catalogue<Messages>({
  ko: () => import("#web/booking/waiting/lobby/messages.ko.ts"),
  en: () => import("#web/booking/waiting/lobby/messages.en.ts"),
});

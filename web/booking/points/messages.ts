import type { messages as en } from "#web/booking/points/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const pointsText = catalogue<Messages>({
  ko: () => import("#web/booking/points/messages.ko.ts"),
  en: () => import("#web/booking/points/messages.en.ts"),
});

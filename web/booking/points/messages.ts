import type { Messages } from "#web/booking/points/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export const pointsText = catalogue<Messages>({
  ko: () => import("#web/booking/points/messages.ko.ts"),
  en: () => import("#web/booking/points/messages.en.ts"),
});

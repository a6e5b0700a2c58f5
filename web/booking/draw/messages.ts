import type { messages as en } from "#web/booking/draw/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const drawText = catalogue<Messages>({
  ko: () => import("#web/booking/draw/messages.ko.ts"),
  en: () => import("#web/booking/draw/messages.en.ts"),
});

import type { messages as en } from "#web/booking/seats/remark/messages.en.ts";
import { catalogue } from "#web/shared/language/catalogue.ts";

export type Messages = typeof en;

export const remarkText = catalogue<Messages>({
  ko: () => import("#web/booking/seats/remark/messages.ko.ts"),
  en: () => import("#web/booking/seats/remark/messages.en.ts"),
});

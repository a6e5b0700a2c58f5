/** The messages of the parts that every screen has. */
import { catalogue } from "#web/shared/language/catalogue.ts";
import type { Messages } from "#web/shared/ui/messages.en.ts";

export const uiText = catalogue<Messages>({
  ko: () => import("#web/shared/ui/messages.ko.ts"),
  en: () => import("#web/shared/ui/messages.en.ts"),
});

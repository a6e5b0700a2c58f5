/** What the page says of a refusal that a screen has no words of its own for. */
import { catalogue } from "#web/shared/language/catalogue.ts";
import type { Messages } from "#web/shared/ui/refusal/messages.en.ts";

export const refusalText = catalogue<Messages>({
  ko: () => import("#web/shared/ui/refusal/messages.ko.ts"),
  en: () => import("#web/shared/ui/refusal/messages.en.ts"),
});

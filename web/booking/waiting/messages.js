import { catalogue } from "#web/shared/language/catalogue.ts";
export const waitingText = catalogue({
    ko: () => import("#web/booking/waiting/messages.ko.ts"),
    en: () => import("#web/booking/waiting/messages.en.ts"),
});

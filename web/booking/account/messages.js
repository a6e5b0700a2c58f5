import { catalogue } from "#web/shared/language/catalogue.ts";
export const accountText = catalogue({
    ko: () => import("#web/booking/account/messages.ko.ts"),
    en: () => import("#web/booking/account/messages.en.ts"),
});

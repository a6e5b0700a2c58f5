import { catalogue } from "#web/shared/language/catalogue.ts";
export const signedInText = catalogue({
    ko: () => import("#web/booking/signed-in/messages.ko.ts"),
    en: () => import("#web/booking/signed-in/messages.en.ts"),
});

import { catalogue } from "#web/shared/language/catalogue.ts";
export const reservationText = catalogue({
    ko: () => import("#web/booking/reservation/messages.ko.ts"),
    en: () => import("#web/booking/reservation/messages.en.ts"),
});

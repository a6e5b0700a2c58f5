import { catalogue } from "#web/shared/language/catalogue.ts";
/** The states of a reservation in a word, for every screen that shows one. */
export const reservationStateText = catalogue({
    ko: () => import("#web/booking/reservation-state/messages.ko.ts"),
    en: () => import("#web/booking/reservation-state/messages.en.ts"),
});

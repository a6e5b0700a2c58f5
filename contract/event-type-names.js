/** Only the names of the event types, so that the webhook routes need not bring the events' schemas with them. */
export const EVENT_TYPE_NAMES = [
    "reservation.held",
    "reservation.extended",
    "reservation.paid",
    "reservation.released",
    "reservation.expired",
    "reservation.cancelled",
    "performance.called_off",
];

/** The names of the events alone: the route table needs no more, and every function of a route carries that table. */
export const EVENT_TYPE_NAMES = [
  "reservation.held",
  "reservation.extended",
  "reservation.paid",
  "reservation.released",
  "reservation.expired",
  "reservation.cancelled",
] as const;

export type EventType = (typeof EVENT_TYPE_NAMES)[number];

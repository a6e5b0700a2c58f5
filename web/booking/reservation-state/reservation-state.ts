/** The state of a reservation as a page says it: one name, from which the words and the colour follow. Pure. */
import type { CallResult } from "#client/call-types.ts";

export type Reservation = CallResult<"readReservation">["body"];

/** What is known of its performance; undefined until that has been read. */
export interface PerformanceFacts {
  readonly startsAt: string;
  readonly calledOff: boolean;
  /** null: nobody has said how long it lasts. */
  readonly runningMinutes: number | null;
}

export type ReservationState =
  /** Held, with time left to pay. */
  | "HELD"
  | "EXPIRED"
  | "RELEASED"
  /** Called off while it was held: nothing was paid. */
  | "HOLD_CALLED_OFF"
  | "PAID"
  /** Some seats were cancelled by the buyer, others are kept. */
  | "PARTLY_CANCELLED"
  /** Some seats were refunded by the organiser, others are kept. */
  | "PARTLY_REFUNDED"
  /** Paid, and the performance is over. */
  | "PAST"
  | "CANCELLED"
  /** All seats were refunded by the organiser. */
  | "REFUNDED"
  /** Called off, and the money is on its way back. */
  | "CALLED_OFF_REFUND_DUE"
  /** Called off, and the money is back. */
  | "CALLED_OFF";

/** @param nowMs by the service's clock */
export const stateOf = (
  reservation: Reservation,
  performance: PerformanceFacts | undefined,
  nowMs: number,
): ReservationState => {
  switch (reservation.status) {
    case "HELD":
      if (performance?.calledOff === true) return "HOLD_CALLED_OFF";
      return Date.parse(reservation.expiresAt) <= nowMs ? "EXPIRED" : "HELD";
    case "EXPIRED":
      return "EXPIRED";
    case "RELEASED":
      return reservation.organiserAct === "CALLED_OFF" ? "HOLD_CALLED_OFF" : "RELEASED";
    case "CANCELLED":
      return cancelledState(reservation);
    case "PAID":
      return paidState(reservation, performance, nowMs);
  }
};

const cancelledState = ({ organiserAct }: Reservation): ReservationState =>
  organiserAct === null ? "CANCELLED" : organiserAct;

const paidState = (
  { returnedSeats, organiserAct }: Reservation,
  performance: PerformanceFacts | undefined,
  nowMs: number,
): ReservationState => {
  if (performance?.calledOff === true) return "CALLED_OFF_REFUND_DUE";
  if (performance !== undefined && endMs(performance) <= nowMs) return "PAST";
  if (returnedSeats.length === 0) return "PAID";
  return organiserAct === "REFUNDED" ? "PARTLY_REFUNDED" : "PARTLY_CANCELLED";
};

const MINUTE_MS = 60_000;
/** Long enough for any evening: a receipt is shown at the door until then. */
const LONG_MINUTES = 240;

const endMs = ({ startsAt, runningMinutes }: PerformanceFacts): number =>
  Date.parse(startsAt) + (runningMinutes ?? LONG_MINUTES) * MINUTE_MS;

/** How a state is coloured, beside its words and its sign. */
export type Tone = "good" | "soon" | "over" | "problem";

const TONES: Readonly<Record<ReservationState, Tone>> = {
  HELD: "soon",
  EXPIRED: "over",
  RELEASED: "over",
  HOLD_CALLED_OFF: "problem",
  PAID: "good",
  PARTLY_CANCELLED: "good",
  PARTLY_REFUNDED: "good",
  PAST: "over",
  CANCELLED: "over",
  REFUNDED: "over",
  CALLED_OFF_REFUND_DUE: "problem",
  CALLED_OFF: "problem",
};

export const toneOf = (state: ReservationState): Tone => TONES[state];

/** Whether seats are still to be used: they go into a calendar, and the receipt proves them. */
export const isUpcoming = (state: ReservationState): boolean =>
  state === "PAID" || state === "PARTLY_CANCELLED" || state === "PARTLY_REFUNDED";

/** Whether the seats of the reservation are no longer its own. */
export const hasEnded = (state: ReservationState): boolean =>
  !isUpcoming(state) && state !== "HELD" && state !== "PAST";

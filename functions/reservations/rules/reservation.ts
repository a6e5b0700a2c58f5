/** What a reservation is and what may become of it. Pure. */
import { namedSeats, type Seat, type SeatPrices } from "#functions/seats/rules/seat-layout.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export type ReservationStatus = "HELD" | "PAID" | "EXPIRED" | "RELEASED" | "CANCELLED";

/** What is not forbidden but not as it should be: a choice that leaves single empty seats. */
export interface Warning {
  readonly code: "ORPHAN_SEATS";
  readonly seatIds: readonly string[];
  /** Seats that would leave none. */
  readonly instead: readonly string[];
}

export interface Reservation {
  readonly reservationId: string;
  readonly userId: string;
  readonly concertId: string;
  readonly performanceId: string;
  readonly status: ReservationStatus;
  /** The seats it has, or had until it ended. */
  readonly seatIds: readonly string[];
  /** The seats it was made with, in the order they were asked for, if some of them have been given back. */
  readonly heldSeatIds?: readonly string[] | undefined;
  /** Bought and given back, while others of it were kept. */
  readonly returnedSeatIds: readonly string[];
  /** Grade and price of the sections of the seats, as they were when the seats were held. */
  readonly prices: SeatPrices;
  /** Won, for `seatIds`. */
  readonly amount: number;
  /** The user's place in the line that the seats were held with. */
  readonly generation: number;
  readonly createdAt: Seconds;
  readonly expiresAt: Seconds;
  /** When it was made to last longer, which is possible once, and until when it had lasted before. */
  readonly extension: { readonly at: Seconds; readonly from: Seconds } | undefined;
  /** Found when the seats were held. */
  readonly warnings: readonly Warning[];
  readonly paymentId: string | undefined;
}

/** The status at a time: a hold is over at expiresAt, whether or not anybody has written that down yet (S3). */
export const statusAt = (reservation: Reservation, now: Seconds): ReservationStatus =>
  reservation.status === "HELD" && reservation.expiresAt <= now ? "EXPIRED" : reservation.status;

const sumOf = (seats: readonly Seat[]): number => seats.reduce((sum, { price }) => sum + price, 0);

/** A reservation as it was when its seats were held, whatever has become of it. */
export const asHeld = (reservation: Reservation): Reservation => {
  const seatIds = reservation.heldSeatIds ?? reservation.seatIds;
  return {
    ...reservation,
    status: "HELD",
    seatIds,
    heldSeatIds: undefined,
    returnedSeatIds: [],
    amount: sumOf(namedSeats(seatIds, reservation.prices)),
    expiresAt: reservation.extension?.from ?? reservation.expiresAt,
    extension: undefined,
    paymentId: undefined,
  };
};

/** Every seat that was bought, also those given back since: in one order, whatever has been given back. */
export const boughtSeats = ({ seatIds, returnedSeatIds, prices }: Reservation) =>
  namedSeats([...seatIds, ...returnedSeatIds].toSorted(), prices);

export const reservationResponse = (reservation: Reservation, now: Seconds) => ({
  reservationId: reservation.reservationId,
  concertId: reservation.concertId,
  performanceId: reservation.performanceId,
  status: statusAt(reservation, now),
  seats: [...namedSeats(reservation.seatIds, reservation.prices)],
  returnedSeats: [...namedSeats(reservation.returnedSeatIds, reservation.prices)],
  amount: reservation.amount,
  expiresAt: isoTime(reservation.expiresAt),
  createdAt: isoTime(reservation.createdAt),
  extendedAt: reservation.extension === undefined ? null : isoTime(reservation.extension.at),
  warnings: reservation.warnings.map((warning) => ({
    ...warning,
    seatIds: [...warning.seatIds],
    instead: [...warning.instead],
  })),
  paymentId: reservation.paymentId ?? null,
  serverTime: isoTime(now),
});

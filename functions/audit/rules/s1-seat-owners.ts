/** S1: a seat of a performance has at most one live owner, and seat and reservation agree on it. Pure. */
import { type Finding, finding, reservationItem, seatItem } from "#functions/audit/rules/finding.ts";
import { type Reservation, statusAt } from "#functions/reservations/rules/reservation.ts";
import { findSeat, type Section } from "#functions/seats/rules/seat-layout.ts";
import { isBlocked, isOccupied, type Occupancy, type TakenSeat } from "#functions/seats/rules/seat-occupancy.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** Whether a reservation owns its seats at a time. */
export const isLive = (reservation: Reservation, now: Seconds): boolean =>
  ["HELD", "PAID"].includes(statusAt(reservation, now));

/** From the seats' side: each seat that is taken belongs to a live reservation that lists it. A blocked one is nobody's. */
export const seatsWithoutOwner = (facts: {
  readonly performanceId: string;
  readonly section: Section;
  readonly seats: readonly Occupancy[];
  /** The reservations that the seats name, as far as they exist. */
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly now: Seconds;
}): readonly Finding[] =>
  facts.seats
    .filter((seat) => isOccupied(seat, facts.now))
    .flatMap((seat) => {
      const owner = isBlocked(seat) ? [] : [reservationItem(seat.reservationId)];
      const named = [seatItem(facts.performanceId, seat.seatId), ...owner];
      const name = `Seat ${seat.seatId}, ${seat.state}`;
      if (findSeat(facts.section, seat.seatId) === undefined) {
        return finding("SEAT_UNKNOWN", `${name}: the section has no such seat.`, named);
      }
      if (isBlocked(seat)) return [];
      const reservation = facts.reservations.get(seat.reservationId);
      if (reservation === undefined) {
        return finding("SEAT_WITHOUT_RESERVATION", `${name}: there is no reservation ${seat.reservationId}.`, named);
      }
      const difference = ownerDifference(seat, reservation, facts.performanceId);
      if (difference !== undefined) return finding("SEAT_OF_ANOTHER", `${name}: ${difference}.`, named);
      const state = stateDifference(seat, reservation, facts.now);
      return state === undefined ? [] : finding("SEAT_STATE_DIFFERS", `${name}: ${state}.`, named);
    });

const ownerDifference = (seat: TakenSeat, reservation: Reservation, performanceId: string): string | undefined => {
  const { reservationId } = reservation;
  if (reservation.performanceId !== performanceId) {
    return `reservation ${reservationId} is for performance ${reservation.performanceId}`;
  }
  if (!reservation.seatIds.includes(seat.seatId)) return `reservation ${reservationId} does not list it`;
  if (reservation.userId !== seat.userId) {
    return `it is user ${seat.userId}'s, and reservation ${reservationId} is user ${reservation.userId}'s`;
  }
  return undefined;
};

const stateDifference = (seat: TakenSeat, reservation: Reservation, now: Seconds): string | undefined => {
  const status = statusAt(reservation, now);
  const isAgreed = seat.state === "SOLD" ? status === "PAID" : status === "HELD";
  if (!isAgreed) return `reservation ${reservation.reservationId} is ${status}`;
  if (seat.state === "HELD" && seat.expiresAt !== reservation.expiresAt) {
    return `held until ${seat.expiresAt}, reservation ${reservation.reservationId} until ${reservation.expiresAt}`;
  }
  return undefined;
};

/** From the reservation's side: a live one owns every seat it lists. Of two that list a seat, one does not own it. */
export const seatsNotOwned = (facts: {
  readonly reservation: Reservation;
  /** The taken seats of the performance, by seat id. */
  readonly seats: ReadonlyMap<string, Occupancy>;
  readonly now: Seconds;
}): readonly Finding[] => {
  const { reservation, seats, now } = facts;
  if (!isLive(reservation, now)) return [];
  const { reservationId, performanceId, status } = reservation;
  return reservation.seatIds.flatMap((seatId) => {
    const seat = seats.get(seatId);
    const ownerId = seat && !isBlocked(seat) ? seat.reservationId : undefined;
    if (seat && ownerId === reservationId && isOccupied(seat, now)) return [];
    const others = ownerId !== undefined && ownerId !== reservationId ? [reservationItem(ownerId)] : [];
    return finding(
      "RESERVATION_WITHOUT_SEAT",
      `Reservation ${reservationId}, ${status}, lists seat ${seatId}, which ${stateText(seat, now)}.`,
      [reservationItem(reservationId), seatItem(performanceId, seatId), ...others],
    );
  });
};

const stateText = (seat: Occupancy | undefined, now: Seconds): string => {
  if (seat === undefined || !isOccupied(seat, now)) return "is free";
  return isBlocked(seat) ? "is blocked" : `is ${seat.state} for reservation ${seat.reservationId}`;
};

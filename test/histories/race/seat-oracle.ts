/** S1 to S5 at any moment, S6 and the rest of S3 once everything has been delivered. */
import { sectionOf } from "#functions/concerts/seat-layout.ts";
import { isOccupied } from "#functions/concerts/seat-occupancy.ts";
import type { Reservation } from "#functions/reservations/reservation.ts";
import { holds } from "#test/histories/race/promise.ts";
import { isLive, type Snapshot } from "#test/histories/race/snapshot.ts";
import type { World } from "#test/histories/race/test-sale.ts";

const sum = (figures: Iterable<number>): number => Array.from(figures).reduce((total, figure) => total + figure, 0);

const text = ({ reservationId, status, seatIds, expiresAt }: Reservation): string =>
  `${status} reservation ${reservationId} of ${seatIds.join(", ")} until ${expiresAt}`;

export const checkSeats = ({ snapshot, furthest: now, setup, people }: World): void => {
  for (const reservation of snapshot.reservations.values()) {
    if (isLive(reservation, now)) checkOwned(snapshot, reservation, now);
  }
  for (const [seatId, seat] of snapshot.seats) {
    if (!isOccupied(seat, now)) continue;
    const owner = snapshot.reservations.get(seat.reservationId);
    const isOwned = owner !== undefined && isLive(owner, now) && owner.seatIds.includes(seatId);
    holds("S2", isOwned, () => `${seatId} is ${seat.state} by ${owner ? text(owner) : "no reservation that there is"}`);
  }
  for (const { userId, name } of people) {
    const own = [...snapshot.reservations.values()].filter((each) => each.userId === userId);
    const seatsOf = (some: readonly Reservation[]): number => sum(some.map(({ seatIds }) => seatIds.length));
    const live = seatsOf(own.filter((each) => isLive(each, now)));
    holds("S5", live <= setup.seatLimit, () => `${name} has ${live} seats, the limit is ${setup.seatLimit}`);
    const open = seatsOf(own.filter(({ status }) => status === "HELD" || status === "PAID"));
    const counted = snapshot.counted.get(userId) ?? 0;
    holds("S5", counted === open, () => `${name} has ${open} seats held or bought, but ${counted} are counted`);
  }
};

const checkOwned = ({ seats }: Snapshot, reservation: Reservation, now: number): void => {
  const { reservationId, seatIds, status, expiresAt, userId } = reservation;
  const state = status === "PAID" ? "SOLD" : "HELD";
  for (const seatId of seatIds) {
    const seat = seats.get(seatId);
    holds("S1", seat !== undefined, () => `${seatId} of the ${text(reservation)} is free at ${now}`);
    holds(
      "S1",
      seat?.reservationId === reservationId && seat.userId === userId,
      () => `${seatId} of the ${text(reservation)} belongs to ${seat?.reservationId} at ${now}`,
    );
    holds("S4", seat?.state === state, () => `${seatId} of the ${text(reservation)} is ${seat?.state}`);
    const until = state === "HELD" ? expiresAt : undefined;
    holds(
      "S3",
      seat?.heldUntil === until,
      () => `${seatId} of the ${text(reservation)} is held until ${seat?.heldUntil}`,
    );
  }
};

/** When all has been delivered, nothing is left of holds that are over, and the figures are right. */
export const checkSettledSeats = ({ snapshot, now }: World): void => {
  for (const reservation of snapshot.reservations.values()) {
    const isEnded = reservation.status !== "HELD" || reservation.expiresAt > now;
    holds("S3", isEnded, () => `nobody has ended the ${text(reservation)} by ${now}`);
  }
  for (const [seatId, seat] of snapshot.seats) {
    holds("S3", isOccupied(seat, now), () => `${seatId} is left over from ${seat.reservationId}`);
  }
  for (const [sectionId, occupied] of snapshot.occupied) {
    const recount = [...snapshot.seats.keys()].filter((seatId) => sectionOf(seatId) === sectionId).length;
    holds("S6", occupied === recount, () => `section ${sectionId} says ${occupied} are occupied, ${recount} are`);
  }
};

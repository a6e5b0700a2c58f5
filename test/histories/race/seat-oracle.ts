/** S1 to S5 at any moment; S6 and the rest of S3 once everything has been delivered. See oracle.ts on independence. */

import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import { isOccupied } from "#functions/seats/rules/seat-occupancy.ts";
import { assertInvariant } from "#test/histories/engine/invariant.ts";
import { isLive, type Snapshot } from "#test/histories/race/snapshot.ts";
import type { TestSale } from "#test/histories/race/test-sale.ts";

const sum = (counts: Iterable<number>): number => Array.from(counts).reduce((total, count) => total + count, 0);

const text = ({ reservationId, status, seatIds, expiresAt }: Reservation): string =>
  `${status} reservation ${reservationId} of ${seatIds.join(", ")} until ${expiresAt}`;

export const checkSeats = ({ snapshot, latestClock: now, setup, people }: TestSale): void => {
  for (const reservation of snapshot.reservations.values()) {
    if (isLive(reservation, now)) checkOwned(snapshot, reservation, now);
  }
  for (const [seatId, seat] of snapshot.seats) {
    if (!isOccupied(seat, now)) continue;
    const owner = snapshot.reservations.get(seat.reservationId);
    const isOwned = owner !== undefined && isLive(owner, now) && owner.seatIds.includes(seatId);
    assertInvariant("S2", isOwned, () => `${seatId} is ${seat.state} by ${owner ? text(owner) : "no reservation"}`);
  }
  for (const { userId, name } of people) {
    const own = [...snapshot.reservations.values()].filter((each) => each.userId === userId);
    const seatsOf = (some: readonly Reservation[]): number => sum(some.map(({ seatIds }) => seatIds.length));
    const live = seatsOf(own.filter((each) => isLive(each, now)));
    assertInvariant("S5", live <= setup.seatLimit, () => `${name} has ${live} seats, the limit is ${setup.seatLimit}`);
    const open = seatsOf(own.filter(({ status }) => status === "HELD" || status === "PAID"));
    const counted = snapshot.countedSeats.get(userId) ?? 0;
    assertInvariant(
      "S5",
      counted === open,
      () => `${name} has ${open} seats held or bought, but ${counted} are counted`,
    );
  }
};

const checkOwned = ({ seats }: Snapshot, reservation: Reservation, now: number): void => {
  const { reservationId, seatIds, status, expiresAt, userId } = reservation;
  const state = status === "PAID" ? "SOLD" : "HELD";
  for (const seatId of seatIds) {
    const seat = seats.get(seatId);
    assertInvariant("S1", seat !== undefined, () => `${seatId} of the ${text(reservation)} is free at ${now}`);
    assertInvariant(
      "S1",
      seat?.reservationId === reservationId && seat.userId === userId,
      () => `${seatId} of the ${text(reservation)} belongs to ${seat?.reservationId} at ${now}`,
    );
    assertInvariant("S4", seat?.state === state, () => `${seatId} of the ${text(reservation)} is ${seat?.state}`);
    const until = state === "HELD" ? expiresAt : undefined;
    assertInvariant(
      "S3",
      seat?.expiresAt === until,
      () => `${seatId} of the ${text(reservation)} is held until ${seat?.expiresAt}`,
    );
  }
};

/** Once all has been delivered, nothing is left of holds that have expired, and the counts of sections are right. */
export const checkSettledSeats = ({ snapshot, now }: TestSale): void => {
  for (const reservation of snapshot.reservations.values()) {
    const isEnded = reservation.status !== "HELD" || reservation.expiresAt > now;
    assertInvariant("S3", isEnded, () => `nothing has ended the ${text(reservation)} by ${now}`);
  }
  for (const [seatId, seat] of snapshot.seats) {
    assertInvariant("S3", isOccupied(seat, now), () => `${seatId} is left over from ${seat.reservationId}`);
  }
  for (const [sectionId, occupied] of snapshot.occupiedSeats) {
    const recount = [...snapshot.seats.keys()].filter((seatId) => sectionOf(seatId) === sectionId).length;
    assertInvariant(
      "S6",
      occupied === recount,
      () => `section ${sectionId} counts ${occupied} occupied seats, but it is ${recount}`,
    );
  }
};

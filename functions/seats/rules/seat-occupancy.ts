/** Which seats are taken at a time, and how many of a section. Pure. */
import type { Seconds } from "#functions/shared/time.ts";

/** A seat that somebody holds or owns. */
export interface Occupancy {
  readonly seatId: string;
  readonly reservationId: string;
  readonly userId: string;
  readonly state: "HELD" | "SOLD";
  /** For a hold: free again from this time on. */
  readonly expiresAt: Seconds | undefined;
}

export const isOccupied = (seat: Occupancy, now: Seconds): boolean =>
  seat.state === "SOLD" || (seat.expiresAt ?? 0) > now;

/** What a recount of a section finds. */
export interface SectionCount {
  /** Seats held or sold. */
  readonly occupied: number;
  readonly held: number;
  /** People who hold or own seats of the section, and those of them with a hold that is not paid. */
  readonly buyers: number;
  readonly holders: number;
  /** When the first of the holds expires; from then on the count is too high until somebody counts again. */
  readonly nextExpiryAt: Seconds | undefined;
}

export const countOf = (seats: readonly Occupancy[], now: Seconds): SectionCount => {
  const occupied = seats.filter((seat) => isOccupied(seat, now));
  const held = occupied.filter(({ state }) => state === "HELD");
  const people = (some: readonly Occupancy[]): number => new Set(some.map(({ userId }) => userId)).size;
  return {
    occupied: occupied.length,
    held: held.length,
    buyers: people(occupied),
    holders: people(held),
    nextExpiryAt: held.length === 0 ? undefined : Math.min(...held.map(({ expiresAt }) => expiresAt ?? 0)),
  };
};

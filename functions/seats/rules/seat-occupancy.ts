/** Which seats are taken at a time, and how many of a section are. Pure. */
import { areSameStates, packedStates } from "#functions/seats/rules/section-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A seat that has been held or sold. A hold may have expired since. */
export interface Occupancy {
  readonly seatId: string;
  /** Its place in the section. */
  readonly index: number;
  readonly reservationId: string;
  readonly userId: string;
  readonly state: "HELD" | "SOLD";
  /** For a hold: free again from this time on. */
  readonly expiresAt?: Seconds | undefined;
}

export const isOccupied = (seat: Occupancy, now: Seconds): boolean =>
  seat.state === "SOLD" || (seat.expiresAt ?? 0) > now;

/** What a recount of a section finds. */
export interface SectionCount {
  /** The state of each seat, as section-state.ts packs it. */
  readonly states: Uint8Array;
  /** Seats held or sold. */
  readonly occupied: number;
  readonly held: number;
  /** People who hold or own seats of the section. */
  readonly buyers: number;
  /** Those of them with a hold that is not paid yet. */
  readonly holders: number;
  /** When the first of the holds expires; from then until the next recount the count is too high. */
  readonly nextExpiryAt?: Seconds | undefined;
}

/** The last recount of a section, as it is stored. */
export interface Availability extends SectionCount {
  readonly sectionId: string;
  /** Counts the recounts. */
  readonly version: number;
  readonly countedAt: Seconds;
}

export const countOf = (seats: readonly Occupancy[], now: Seconds): SectionCount => {
  const occupied = seats.filter((seat) => isOccupied(seat, now));
  const held = occupied.filter(({ state }) => state === "HELD");
  const peopleWith = (some: readonly Occupancy[]): number => new Set(some.map(({ userId }) => userId)).size;
  return {
    states: packedStates(occupied),
    occupied: occupied.length,
    held: held.length,
    buyers: peopleWith(occupied),
    holders: peopleWith(held),
    nextExpiryAt: held.length === 0 ? undefined : Math.min(...held.map(({ expiresAt }) => expiresAt ?? 0)),
  };
};

/** Whether a stored count is what a recount found. If nothing is stored, nobody is known to have a seat. */
export const isCountOf = (stored: SectionCount | undefined, recount: SectionCount): boolean => {
  if (stored === undefined) return recount.occupied === 0;
  const fields = ["occupied", "held", "buyers", "holders", "nextExpiryAt"] as const;
  return fields.every((field) => stored[field] === recount[field]) && areSameStates(stored.states, recount.states);
};

/** A hold as its seats name it. */
export interface SeatHold {
  readonly reservationId: string;
  readonly expiresAt: Seconds;
}

/** The holds among some seats that end by a time, each once. */
export const holdsThatEndBy = (seats: readonly Occupancy[], time: Seconds): readonly SeatHold[] => {
  const holds = new Map<string, SeatHold>();
  for (const { state, reservationId, expiresAt = 0 } of seats) {
    if (state === "HELD" && expiresAt <= time) holds.set(reservationId, { reservationId, expiresAt });
  }
  return [...holds.values()];
};

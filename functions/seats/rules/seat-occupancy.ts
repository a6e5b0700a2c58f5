/** Which seats are held, sold or blocked at a time, and how many of a section are. Pure. */
import { firstDifference, packedStates } from "#functions/seats/rules/section-state.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** A seat that has been held or sold. A hold may have expired since. */
export interface TakenSeat {
  readonly seatId: string;
  /** Its place in the section. */
  readonly index: number;
  readonly reservationId: string;
  readonly userId: string;
  readonly state: "HELD" | "SOLD";
  /** For a hold: free again from this time on. */
  readonly expiresAt?: Seconds | undefined;
}

/** A seat that an operator has blocked: nobody can hold it, and nobody owns it. */
export interface BlockedSeat {
  readonly seatId: string;
  /** Its place in the section. */
  readonly index: number;
  readonly state: "BLOCKED";
}

/** A seat that is not free, or was not until its hold expired. */
export type Occupancy = TakenSeat | BlockedSeat;

export const isBlocked = (seat: Occupancy): seat is BlockedSeat => seat.state === "BLOCKED";

export const isOccupied = (seat: Occupancy, now: Seconds): boolean =>
  seat.state !== "HELD" || (seat.expiresAt ?? 0) > now;

/** What a recount of a section finds. */
export interface SectionCount {
  /** The state of each seat, as section-state.ts packs it. */
  readonly states: Uint8Array;
  /** Seats held, sold or blocked. */
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
  const taken = occupied.filter((seat) => !isBlocked(seat));
  const held = taken.filter(({ state }) => state === "HELD");
  const peopleWith = (some: readonly TakenSeat[]): number => new Set(some.map(({ userId }) => userId)).size;
  return {
    states: packedStates(occupied),
    occupied: occupied.length,
    held: held.length,
    buyers: peopleWith(taken),
    holders: peopleWith(held),
    nextExpiryAt: held.length === 0 ? undefined : Math.min(...held.map(({ expiresAt }) => expiresAt ?? 0)),
  };
};

/** Whether a hold is over that a count still has. */
export const isOverdue = ({ nextExpiryAt }: Pick<SectionCount, "nextExpiryAt">, now: Seconds): boolean =>
  nextExpiryAt !== undefined && nextExpiryAt <= now;

/** Whether a stored count is what a recount found. If nothing is stored, nobody is known to have a seat. */
export const isCountOf = (stored: SectionCount | undefined, recount: SectionCount): boolean => {
  if (stored === undefined) return recount.occupied === 0;
  const fields = ["occupied", "held", "buyers", "holders", "nextExpiryAt"] as const;
  return (
    fields.every((field) => stored[field] === recount[field]) &&
    firstDifference(stored.states, recount.states) === undefined
  );
};

/** A hold as its seats name it. */
export interface SeatHold {
  readonly reservationId: string;
  readonly expiresAt: Seconds;
}

/** The holds among some seats that end by a time, each once. */
export const holdsThatEndBy = (seats: readonly Occupancy[], time: Seconds): readonly SeatHold[] => {
  const holds = new Map<string, SeatHold>();
  for (const seat of seats) {
    if (seat.state !== "HELD") continue;
    const { reservationId, expiresAt = 0 } = seat;
    if (expiresAt <= time) holds.set(reservationId, { reservationId, expiresAt });
  }
  return [...holds.values()];
};

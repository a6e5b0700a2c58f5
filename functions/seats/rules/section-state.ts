/**
 * The state of a section: two bits for each seat, in the order of their indexes, four seats to a byte, the first in the
 * lowest bits. 1,000 seats are 250 bytes. Seats beyond the last byte are free. Pure.
 */

/** In the order of their codes, from 0. */
const STATES = ["AVAILABLE", "HELD", "SOLD", "BLOCKED"] as const;

export type SeatState = (typeof STATES)[number];

const SEATS_PER_BYTE = 4;
const BITS_PER_SEAT = 2;
const ONE_SEAT = 0b11;

/** Packs the states of seats that are not free. */
export const packedStates = (
  seats: readonly { readonly index: number; readonly state: Exclude<SeatState, "AVAILABLE"> }[],
): Uint8Array => {
  const last = seats.reduce((max, { index }) => Math.max(max, index), -1);
  const states = new Uint8Array(Math.ceil((last + 1) / SEATS_PER_BYTE));
  for (const { index, state } of seats) {
    const byte = Math.floor(index / SEATS_PER_BYTE);
    states[byte] = (states[byte] ?? 0) | (STATES.indexOf(state) << ((index % SEATS_PER_BYTE) * BITS_PER_SEAT));
  }
  return states;
};

const codeAt = (states: Uint8Array, index: number): number =>
  ((states[Math.floor(index / SEATS_PER_BYTE)] ?? 0) >> ((index % SEATS_PER_BYTE) * BITS_PER_SEAT)) & ONE_SEAT;

export const stateAt = (states: Uint8Array, index: number): SeatState => STATES[codeAt(states, index)] ?? "AVAILABLE";

export const isTakenIn = (states: Uint8Array, index: number): boolean => codeAt(states, index) !== 0;

/** How many seats are held, sold and blocked. */
export const countStates = (states: Uint8Array): Readonly<Record<Exclude<SeatState, "AVAILABLE">, number>> => {
  const counts = [0, 0, 0, 0];
  for (const byte of states) {
    for (let shift = 0; shift < SEATS_PER_BYTE * BITS_PER_SEAT; shift += BITS_PER_SEAT) {
      const code = (byte >> shift) & ONE_SEAT;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  const [, held = 0, sold = 0, blocked = 0] = counts;
  return { HELD: held, SOLD: sold, BLOCKED: blocked };
};

/** The first seat of which two packed states differ, if any. Free seats at the end may be left out of one of them. */
export const firstDifference = (one: Uint8Array, other: Uint8Array): number | undefined => {
  const seats = SEATS_PER_BYTE * Math.max(one.length, other.length);
  for (let index = 0; index < seats; index += 1) if (codeAt(one, index) !== codeAt(other, index)) return index;
  return undefined;
};

/** A letter for each state, as seat maps write them. */
const LETTERS: Readonly<Record<SeatState, string>> = { AVAILABLE: "A", HELD: "H", SOLD: "S", BLOCKED: "B" };

/** The states of all seats of a section, a letter each, in the order of their indexes. */
export const stateText = (states: Uint8Array, capacity: number): string =>
  Array.from({ length: capacity }, (_, index) => LETTERS[stateAt(states, index)]).join("");

/** No seat of a section is taken. */
export const ALL_FREE: Uint8Array = new Uint8Array();

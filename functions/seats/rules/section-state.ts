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

/** Whether two packed states say the same. Free seats at the end may be left out of one of them. */
export const areSameStates = (one: Uint8Array, other: Uint8Array): boolean => {
  const bytes = Math.max(one.length, other.length);
  for (let byte = 0; byte < bytes; byte += 1) if ((one[byte] ?? 0) !== (other[byte] ?? 0)) return false;
  return true;
};

/** What has become of each seat, from the letters of `form=state`. Pure. */
import type { PlacedSeat } from "#web/booking/seats/section-seats.ts";

export type SeatStatus = "FREE" | "HELD" | "SOLD" | "BLOCKED" | "KEPT_BACK";

const LETTERS: Readonly<Record<string, SeatStatus>> = { A: "FREE", H: "HELD", S: "SOLD", B: "BLOCKED" };

/** What the page does not know can't be chosen. */
export const statusOf = (state: string, index: number): SeatStatus => LETTERS[state[index] ?? ""] ?? "BLOCKED";

export interface KeptBack {
  /** Whether accessible units are kept back by now for people who need them. */
  readonly isKeptBack: boolean;
  /** Whether somebody who chooses needs one. */
  readonly isNeeded: boolean;
}

export const statusFor = (state: string, seat: PlacedSeat, { isKeptBack, isNeeded }: KeptBack): SeatStatus => {
  const status = statusOf(state, seat.index);
  return status === "FREE" && seat.unit !== undefined && isKeptBack && !isNeeded ? "KEPT_BACK" : status;
};

/** Seats of which the two states say different things. */
export const changedSeats = (before: string, after: string): readonly number[] => {
  if (before === after) return [];
  const changed: number[] = [];
  for (let index = 0; index < after.length; index += 1) if (before[index] !== after[index]) changed.push(index);
  return changed;
};

export const countFree = (state: string): number => {
  let free = 0;
  for (const letter of state) if (letter === "A") free += 1;
  return free;
};

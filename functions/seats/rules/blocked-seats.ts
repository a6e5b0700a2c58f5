/** Which seats a wish to block and unblock still has to change. Pure. */
import { isBlocked, type Occupancy } from "#functions/seats/rules/seat-occupancy.ts";

export interface BlockedSeatsChange {
  readonly block: readonly string[];
  readonly unblock: readonly string[];
}

/**
 * What is left to do of a wish, and the seats in its way.
 * @param occupied those of the seats that are held, sold or blocked
 * @returns `taken`: seats to block that somebody holds or owns
 */
export const nextBlockedSeats = (
  { block, unblock }: BlockedSeatsChange,
  occupied: readonly Occupancy[],
): BlockedSeatsChange & { readonly taken: readonly string[] } => {
  const blocked = new Set(occupied.filter(isBlocked).map(({ seatId }) => seatId));
  const takenIds = new Set(occupied.filter((seat) => !isBlocked(seat)).map(({ seatId }) => seatId));
  return {
    block: block.filter((seatId) => !blocked.has(seatId)),
    unblock: unblock.filter((seatId) => blocked.has(seatId)),
    taken: block.filter((seatId) => takenIds.has(seatId)),
  };
};

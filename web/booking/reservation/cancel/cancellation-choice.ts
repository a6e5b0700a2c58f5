/** Which seats of a reservation to cancel. Pure. */

/** In the order of the reservation, whatever the order in which they were chosen. */
export const toggled = (seatIds: readonly string[], chosen: readonly string[], seatId: string): readonly string[] =>
  seatIds.filter((id) => (id === seatId ? !chosen.includes(id) : chosen.includes(id)));

/** What is chosen, less seats that the reservation no longer has. */
export const stillOwned = (seatIds: readonly string[], chosen: readonly string[]): readonly string[] =>
  seatIds.filter((seatId) => chosen.includes(seatId));

/** A reservation of one seat leaves nothing to choose. */
export const firstChoice = (seatIds: readonly string[]): readonly string[] => (seatIds.length === 1 ? seatIds : []);

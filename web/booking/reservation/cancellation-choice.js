/** Which seats of a reservation to cancel. Pure. */
/** In the order of the reservation, whatever the order in which they were chosen. */
export const toggled = (seatIds, chosen, seatId) => seatIds.filter((id) => (id === seatId ? !chosen.includes(id) : chosen.includes(id)));
/** What is chosen, less seats that the reservation no longer has. */
export const stillOwned = (seatIds, chosen) => seatIds.filter((seatId) => chosen.includes(seatId));
/** A reservation of one seat leaves nothing to choose. */
export const firstChoice = (seatIds) => (seatIds.length === 1 ? seatIds : []);

import type { ReservationState } from "#web/booking/reservation-state/reservation-state.ts";

/** The states that nearly every reservation is in. Their words come with the screen. Pure. */
export type UsualState = "HELD" | "PAID";

export const isUsual = (state: ReservationState): state is UsualState => state === "HELD" || state === "PAID";

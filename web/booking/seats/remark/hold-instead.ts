/** Seats that the service offers as better ones, in the place of those that were chosen or held. */

import { giveBack, holdChoice } from "#web/booking/seats/hold.ts";
import type { Reservation } from "#web/booking/seats/load-page.ts";
import { chooseSeats } from "#web/booking/seats/remark/choose-seats.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";

export const holdInstead = async (page: SeatsPage, seatIds: readonly string[]): Promise<void> => {
  try {
    await chooseSeats(page, seatIds);
  } catch (error) {
    page.remark.value = { kind: "problem", error, retry: () => void holdInstead(page, seatIds) };
    return;
  }
  await holdChoice(page);
};

export const exchange = async (page: SeatsPage, held: Reservation, seatIds: readonly string[]): Promise<void> => {
  await giveBack(page, held);
  if (page.ownHold.peek() === undefined) await holdInstead(page, seatIds);
};

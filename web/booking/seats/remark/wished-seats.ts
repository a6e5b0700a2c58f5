import { chooseSeats } from "#web/booking/seats/remark/choose-seats.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import { address } from "#web/shared/navigation/address.ts";

/** The seats of a hold that has ended are in the address by which somebody comes to choose again. A reload keeps the later choice. */
export const chooseWished = async (page: SeatsPage, seatIds: readonly string[]): Promise<void> => {
  const concert = new URLSearchParams({ concert: page.concertId });
  history.replaceState(null, "", `${address.peek().path}?${concert.toString()}`);
  await chooseSeats(page, seatIds.slice(0, page.performance.seatLimit)).catch(() => undefined);
};

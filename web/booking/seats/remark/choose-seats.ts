/** Seats that are chosen by their ids instead of by presses: those of an address, and those that the service offers. */
import { type Choice, chosenSeat } from "#web/booking/seats/choice.ts";
import { type SeatsPage, situationOf } from "#web/booking/seats/seats-page.ts";
import { address } from "#web/shared/navigation/address.ts";

/** Those of the seats that are in the chart, section by section. */
const asChoice = async (page: SeatsPage, seatIds: readonly string[]): Promise<Choice> => {
  const ids = [...new Set(seatIds.map((seatId) => seatId.split("-")[0] ?? ""))];
  const sections = await Promise.all(ids.map((id) => page.store.seats(id)));
  return sections.flatMap((section) =>
    section.seats
      .filter(({ seatId }) => seatIds.includes(seatId))
      .map((seat) => chosenSeat(situationOf(page, section), seat)),
  );
};

/** Those that are not free any more are said to be lost as soon as their section is read. */
export const chooseSeats = async (page: SeatsPage, seatIds: readonly string[]): Promise<void> => {
  page.setChoice(await asChoice(page, seatIds));
};

/** The seats of a hold that has ended are in the address by which somebody comes to choose again. A reload keeps the later choice. */
export const chooseWished = async (page: SeatsPage, seatIds: readonly string[]): Promise<void> => {
  const concert = new URLSearchParams({ concert: page.concertId });
  history.replaceState(null, "", `${address.peek().path}?${concert.toString()}`);
  await chooseSeats(page, seatIds.slice(0, page.performance.seatLimit)).catch(() => undefined);
};

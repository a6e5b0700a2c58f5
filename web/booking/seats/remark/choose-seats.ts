/** Seats that are chosen by their ids instead of by presses. */
import { type Choice, chosenSeat } from "#web/booking/seats/choice.ts";
import { type SeatsPage, situationOf } from "#web/booking/seats/seats-page.ts";

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

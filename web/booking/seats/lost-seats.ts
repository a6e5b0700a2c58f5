/** Seats of the choice that somebody else has taken: they leave it, and are said at once. */
import { type Choice, lostSeats } from "#web/booking/seats/choice.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";

/** Takes lost seats out of the choice, and says so. Those that nobody has answered yet are said with them. */
export const loseSeats = (page: SeatsPage, lost: Choice): void => {
  if (lost.length === 0) return;
  const ids = new Set(lost.map(({ seatId }) => seatId));
  for (const seatId of ids) page.lostAt.set(seatId, performance.now());
  page.setChoice(page.choice.peek().filter(({ seatId }) => !ids.has(seatId)));
  const before = page.remark.peek();
  page.remark.value = { kind: "lost", lost: [...(before?.kind === "lost" ? before.lost : []), ...lost] };
};

/** After the state of a section was read: seats of the choice that somebody else has taken since. */
export const checkChoice = (page: SeatsPage, sectionId: string): void => {
  const state = page.store.state(sectionId).peek();
  if (state === "" || page.isBusy.peek()) return;
  loseSeats(page, lostSeats(page.choice.peek(), sectionId, state));
};

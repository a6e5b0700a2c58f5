/** Seats of the choice that somebody else has taken: they are said at once, with the nearest equal ones. */
import { type Choice, chosenSeat, lostSeats } from "#web/booking/seats/choice.ts";
import { nearestEqual } from "#web/booking/seats/nearest-equal.ts";
import { isKeptBack, type SeatsPage, situationOf, statusIn } from "#web/booking/seats/seats-page.ts";
import type { PlacedSeat } from "#web/booking/seats/section-seats.ts";

/** The service's states are up to two seconds old: a seat that was refused may be shown as free for a while. */
const STATE_AGE_MS_MAX = 5000;

/** Equal seats for those that were lost, section by section; undefined if a section has none. */
export const equalSeats = (page: SeatsPage, lost: Choice, kept: Choice): Choice | undefined => {
  const taken = new Set([...kept, ...lost].map(({ seatId }) => seatId));
  const isTaken = (seatId: string): boolean =>
    taken.has(seatId) || performance.now() - (page.lostAt.get(seatId) ?? Number.NEGATIVE_INFINITY) < STATE_AGE_MS_MAX;
  const found = [...Map.groupBy(lost, ({ sectionId }) => sectionId)].map(([sectionId, seats]) => {
    const section = page.store.seatsIfRead(sectionId);
    if (section === undefined) return undefined;
    const isFree = (seat: PlacedSeat): boolean => !isTaken(seat.seatId) && statusIn(page, sectionId, seat) === "FREE";
    const places = seats.flatMap(({ index }) => section.seats[index] ?? []);
    const needsUnit = isKeptBack(page) && places.some(({ unit, index }) => unit?.seat === index);
    const equal = nearestEqual({ section, isFree }, places, needsUnit);
    return equal?.map((seat) => chosenSeat(situationOf(page, section), seat));
  });
  return found.includes(undefined) ? undefined : found.flatMap((seats) => seats ?? []);
};

/** What was said to be lost, as long as nobody has answered it. */
const lostBefore = (page: SeatsPage): Choice => {
  const remark = page.remark.peek();
  return remark?.kind === "lost" ? remark.lost : [];
};

/** Takes lost seats out of the choice, and says so at once, with the nearest equal ones. */
export const loseSeats = (page: SeatsPage, lost: Choice): void => {
  if (lost.length === 0) return;
  const ids = new Set(lost.map(({ seatId }) => seatId));
  for (const seatId of ids) page.lostAt.set(seatId, performance.now());
  const kept = page.choice.peek().filter(({ seatId }) => !ids.has(seatId));
  page.setChoice(kept);
  const all = [...lostBefore(page), ...lost];
  page.remark.value = { kind: "lost", lost: all, instead: equalSeats(page, all, kept) };
};

/** Seats that were offered may be taken as well: then others are. */
const checkOffer = (page: SeatsPage, sectionId: string, state: string): void => {
  const remark = page.remark.peek();
  if (remark?.kind !== "lost" || lostSeats(remark.instead ?? [], sectionId, state).length === 0) return;
  page.remark.value = { ...remark, instead: equalSeats(page, remark.lost, page.choice.peek()) };
};

/** After the state of a section was read: seats of the choice that somebody else has taken since. */
export const checkChoice = (page: SeatsPage, sectionId: string): void => {
  const state = page.store.state(sectionId).peek();
  if (state === "" || page.isBusy.peek()) return;
  loseSeats(page, lostSeats(page.choice.peek(), sectionId, state));
  checkOffer(page, sectionId, state);
};

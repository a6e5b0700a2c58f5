/** What to take in the place of seats that are gone. */
import { useRef } from "preact/hooks";
import { type Choice, chosenSeat } from "#web/booking/seats/choice.ts";
import { nearestEqual } from "#web/booking/seats/remark/nearest-equal.ts";
import { isKeptBack, type SeatsPage, situationOf, statusIn } from "#web/booking/seats/seats-page.ts";
import type { PlacedSeat } from "#web/booking/seats/section-seats.ts";

/** The service's states are up to two seconds old: a seat that was refused may be shown as free for a while. */
const STATE_AGE_MS_MAX = 5000;

const isFree = (page: SeatsPage, sectionId: string, seat: PlacedSeat): boolean =>
  statusIn(page, sectionId, seat) === "FREE" &&
  performance.now() - (page.lostAt.get(seat.seatId) ?? Number.NEGATIVE_INFINITY) >= STATE_AGE_MS_MAX;

/** Equal seats for those that were lost, section by section; undefined if a section has none. */
const equalSeats = (page: SeatsPage, lost: Choice, kept: Choice): Choice | undefined => {
  const own = new Set([...kept, ...lost].map(({ seatId }) => seatId));
  const found = [...Map.groupBy(lost, ({ sectionId }) => sectionId)].map(([sectionId, seats]) => {
    const section = page.store.seatsIfRead(sectionId);
    if (section === undefined) return undefined;
    const places = seats.flatMap(({ index }) => section.seats[index] ?? []);
    const needsUnit = isKeptBack(page) && places.some(({ unit, index }) => unit?.seat === index);
    const search = { section, isFree: (seat: PlacedSeat) => !own.has(seat.seatId) && isFree(page, sectionId, seat) };
    const equal = nearestEqual(search, places, needsUnit);
    return equal?.map((seat) => chosenSeat(situationOf(page, section), seat));
  });
  return found.includes(undefined) ? undefined : found.flatMap((seats) => seats ?? []);
};

/** The nearest equal seats: the same ones for as long as all of them are free, and others if one is taken as well. */
export const useEqualSeats = (page: SeatsPage, lost: Choice, kept: Choice): Choice | undefined => {
  const before = useRef<{ readonly lost: Choice; readonly equal: Choice | undefined }>(undefined);
  const isGood = before.current?.equal?.every(({ sectionId, index }) => {
    const seat = page.store.seatsIfRead(sectionId)?.seats[index];
    return seat !== undefined && isFree(page, sectionId, seat);
  });
  if (before.current?.lost !== lost || isGood !== true) {
    before.current = { lost, equal: equalSeats(page, lost, kept) };
  }
  return before.current.equal;
};

/** How seats are named and described, in the language of the page, with rows and seats as they are printed. */
import type { Choice } from "#web/booking/seats/choice.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import { type SeatsPage, statusIn } from "#web/booking/seats/seats-page.ts";
import type { PlacedRow, PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { count, won } from "#web/shared/format/format.ts";

/** A label that is only an id says nothing by itself. */
export const rowName = ({ row, label }: PlacedRow): string => (label === row ? seatsText.t.row(label) : label);

const ownName = ({ seat, label }: PlacedSeat): string => (label === seat ? seatsText.t.seat(label) : label);

/** Row and seat: "3열 12번". */
export const seatName = ({ rows }: SectionSeats, seat: PlacedSeat): string => {
  const row = rows[seat.row];
  return row === undefined ? ownName(seat) : seatsText.t.seatName(rowName(row), ownName(seat));
};

/** Section, row and seat. */
export const fullName = (section: SectionSeats, seat: PlacedSeat): string =>
  `${section.label} ${seatName(section, seat)}`;

/** The names of seats of a choice; their ids as long as their section is not read. */
export const namesOf = (page: SeatsPage, choice: Choice): readonly string[] =>
  choice.map(({ sectionId, index, seatId }) => {
    const section = page.store.seatsIfRead(sectionId);
    const seat = section?.seats[index];
    return section === undefined || seat === undefined ? seatId.replaceAll("-", " ") : fullName(section, seat);
  });

/** What an accessible seat, its companions' and a table sold whole are besides. */
const kindOf = ({ rows }: SectionSeats, { unit, index, row }: PlacedSeat): string | undefined => {
  const { t } = seatsText;
  if (unit !== undefined) return unit.seat === index ? t.accessibleSeat : t.companionSeat;
  return rows[row]?.isSoldWhole === true ? t.soldWhole : undefined;
};

export type Appearance = keyof typeof seatsText.t.status;

/** How a seat looks to the one who chooses. */
export const appearanceOf = (page: SeatsPage, sectionId: string, seat: PlacedSeat): Appearance => {
  if (page.choice.value.some(({ seatId }) => seatId === seat.seatId)) return "CHOSEN";
  if (page.ownHold.value?.seats.some(({ seatId }) => seatId === seat.seatId) === true) return "MINE";
  return statusIn(page, sectionId, seat);
};

/** Its category, and what it is besides. */
export const kindsOf = (page: SeatsPage, section: SectionSeats, seat: PlacedSeat): readonly string[] => {
  const kind = kindOf(section, seat);
  const category = page.looks.get(seat.category)?.label ?? seat.category;
  return kind === undefined ? [category] : [category, kind];
};

/** Everything that a seat says of itself: name, category, price, state. */
export const spokenSeat = (page: SeatsPage, section: SectionSeats, seat: PlacedSeat, status: Appearance): string => {
  const { t } = seatsText;
  const price = won(page.prices.get(seat.category) ?? 0);
  return t.spoken(seatName(section, seat), kindsOf(page, section, seat).join(", "), price, t.status[status]);
};

/** What a section has left, and from which price if anything is left. */
export const offerWords = (page: SeatsPage, sectionId: string): readonly string[] => {
  const { t } = seatsText;
  const { free = 0, fromPrice } = page.offers.value.get(sectionId) ?? {};
  const left = free === 0 ? t.soldOut : t.left(count(free));
  return fromPrice === undefined ? [left] : [left, t.from(won(fromPrice))];
};

export const listed = (names: readonly string[]): string => names.join(", ");

/** How seats are named and described, in the language of the page, with rows and seats as they are printed. */
import type { Choice } from "#web/booking/seats/choice.ts";
import { seatsText } from "#web/booking/seats/messages.ts";
import type { SeatsPage } from "#web/booking/seats/seats-page.ts";
import type { PlacedRow, PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";
import { won } from "#web/shared/format/format.ts";

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

export const listed = (names: readonly string[]): string => names.join(", ");

/** Tables that are sold whole. Pure. */

import { findSeat, type Section } from "#functions/seats/rules/seat-layout.ts";

/** The chosen seats at tables that are sold whole of which other seats are not chosen, in the order of the layout. */
export const lackingTheirTable = (sections: readonly Section[], chosen: readonly string[]): readonly string[] =>
  sections
    .filter(({ kind }) => kind === "TABLES")
    .flatMap((section) => {
      const indexes = new Set(chosen.flatMap((id) => findSeat(section, id)?.index ?? []));
      return section.rows
        .filter(({ isSoldWhole }) => isSoldWhole)
        .flatMap(({ blocks }) => {
          const seats = blocks.flatMap(({ from, to }) => section.seats.slice(from, to + 1));
          const own = seats.filter(({ index }) => indexes.has(index));
          return own.length < seats.length ? own.map(({ seatId }) => seatId) : [];
        });
    });

/** Whether seats are side by side, as the service means it: in one block, at one table, or both standing. Pure. */
import type { PlacedSeat, SectionSeats } from "#web/booking/seats/section-seats.ts";

/** Seats side by side, group by group, in the order of the sections. Seats of other sections are left out. */
export const groupsSideBySide = (
  sections: readonly SectionSeats[],
  seatIds: readonly string[],
): readonly (readonly PlacedSeat[])[] => {
  const wanted = new Set(seatIds);
  return sections.flatMap((section) => {
    const seats = section.seats.filter(({ seatId }) => wanted.has(seatId));
    if (section.kind === "STANDING") return seats.length > 0 ? [seats] : [];
    const groups: PlacedSeat[][] = [];
    for (const seat of seats) {
      const last = groups.at(-1);
      const before = last?.at(-1);
      const isBeside =
        before !== undefined &&
        before.row === seat.row &&
        (section.kind === "TABLES" || (before.block === seat.block && before.index + 1 === seat.index));
      if (last !== undefined && isBeside) last.push(seat);
      else groups.push([seat]);
    }
    return groups;
  });
};

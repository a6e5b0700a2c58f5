/** Seats side by side, group by group, in the order of the sections. Seats of other sections are left out. */
export const groupsSideBySide = (sections, seatIds) => {
    const wanted = new Set(seatIds);
    return sections.flatMap((section) => {
        const seats = section.seats.filter(({ seatId }) => wanted.has(seatId));
        if (section.kind === "STANDING")
            return seats.length > 0 ? [seats] : [];
        const groups = [];
        for (const seat of seats) {
            const last = groups.at(-1);
            const before = last?.at(-1);
            const isBeside = before !== undefined &&
                before.row === seat.row &&
                (section.kind === "TABLES" || (before.block === seat.block && before.index + 1 === seat.index));
            if (last !== undefined && isBeside)
                last.push(seat);
            else
                groups.push([seat]);
        }
        return groups;
    });
};

/** By how much the section is turned so that its rows lie in front of each other, the stage at the top. */
const uprightTurn = (section) => {
    if (section.kind !== "SEATS")
        return 0;
    const middle = (row) => {
        const seats = row?.blocks.flat() ?? [];
        const [first, last] = [seats.at(0), seats.at(-1)];
        if (first?.x === undefined || last?.x === undefined)
            return undefined;
        return [(first.x + last.x) / 2, ((first.y ?? 0) + (last.y ?? 0)) / 2];
    };
    const [front, back] = [middle(section.rows.at(0)), middle(section.rows.at(-1))];
    if (front === undefined || back === undefined || section.rows.length < 2)
        return 0;
    return Math.atan2(back[0] - front[0], back[1] - front[1]);
};
const SMALL_TURN = 0.03;
const turning = (angle) => {
    if (Math.abs(angle) < SMALL_TURN)
        return (point) => point;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return ([x, y]) => [x * cos - y * sin, x * sin + y * cos];
};
const unitsOf = (section, indexOf) => section.accessible.flatMap(({ seat, companions }) => {
    const index = indexOf.get(seat);
    return index === undefined ? [] : [{ seat: index, companions: companions.flatMap((id) => indexOf.get(id) ?? []) }];
});
/** Turned so that the row nearest to the stage is at the top. */
export const sectionSeats = (section) => {
    const turned = turning(uprightTurn(section));
    const rows = [];
    const seats = [];
    for (const [row, { row: id, label, isSoldWhole, table, blocks }] of section.rows.entries()) {
        const from = seats.length;
        for (const [block, { seat, label: printed, category, x = 0, y = 0 }] of blocks.flatMap((each, at) => each.map((seat) => [at, seat]))) {
            const [px, py] = turned([x, y]);
            const seatId = `${section.sectionId}-${id}-${seat}`;
            seats.push({ index: seats.length, seatId, row, block, seat, label: printed, category, x: px, y: py });
        }
        rows.push({ row: id, label, isSoldWhole, isTable: table !== null, from, to: seats.length });
    }
    const indexOf = new Map(seats.map(({ seatId, index }) => [seatId, index]));
    const units = unitsOf(section, indexOf);
    const unitOf = new Map(units.flatMap((unit) => [unit.seat, ...unit.companions].map((index) => [index, unit])));
    return {
        sectionId: section.sectionId,
        label: section.label,
        kind: section.kind,
        rows,
        seats: seats.map((seat) => ({ ...seat, unit: unitOf.get(seat.index) })),
        tables: section.rows.flatMap(({ table }) => table ?? []),
        units,
        outline: section.outline.map(turned),
        focalSeat: indexOf.get(section.focalSeat ?? "") ?? 0,
    };
};

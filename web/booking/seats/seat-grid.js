const ROWS_PER_PAGE = 5;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
/** The seat of a row that is straight in front of this one, or behind it. */
const nearestInRow = ({ rows, seats }, row, x) => {
    const span = rows[row];
    if (span === undefined)
        return undefined;
    let nearest;
    for (const seat of seats.slice(span.from, span.to)) {
        if (nearest === undefined || Math.abs(seat.x - x) < Math.abs(nearest.x - x))
            nearest = seat;
    }
    return nearest?.index;
};
/** Tables stand about, so the next one is looked for in the direction of the key. */
const nextTable = ({ seats }, from, [dx, dy]) => {
    let best;
    for (const seat of seats) {
        if (seat.row === from.row)
            continue;
        const ahead = (seat.x - from.x) * dx + (seat.y - from.y) * dy;
        if (ahead <= 0)
            continue;
        const aside = Math.abs((seat.x - from.x) * dy) + Math.abs((seat.y - from.y) * dx);
        const cost = ahead + 2 * aside;
        if (best === undefined || cost < best.cost)
            best = { index: seat.index, cost };
    }
    return best?.index;
};
const byRows = (section, from, rows) => {
    if (section.kind === "TABLES")
        return nextTable(section, from, [0, Math.sign(rows)]);
    const row = clamp(from.row + rows, 0, section.rows.length - 1);
    return row === from.row ? undefined : nearestInRow(section, row, from.x);
};
/** Along the row, over its aisles; at a table around it, and on to the next. */
const alongRow = (section, from, step) => {
    const next = section.seats[from.index + step];
    if (next === undefined)
        return undefined;
    return next.row === from.row || section.kind === "TABLES" ? next.index : undefined;
};
/** The seat that a key leads to; undefined for any other key, and where there is no seat. */
export const nextSeat = (section, index, { key, ctrlKey, metaKey }) => {
    const from = section.seats[index];
    if (from === undefined)
        return undefined;
    const row = section.rows[from.row];
    const isFar = ctrlKey === true || metaKey === true;
    switch (key) {
        case "ArrowLeft":
            return alongRow(section, from, -1);
        case "ArrowRight":
            return alongRow(section, from, 1);
        case "ArrowUp":
            return byRows(section, from, -1);
        case "ArrowDown":
            return byRows(section, from, 1);
        case "PageUp":
            return byRows(section, from, -ROWS_PER_PAGE);
        case "PageDown":
            return byRows(section, from, ROWS_PER_PAGE);
        case "Home":
            return isFar ? 0 : row?.from;
        case "End":
            return isFar ? section.seats.length - 1 : (row?.to ?? 1) - 1;
        default:
            return undefined;
    }
};

/** How rows of seats are laid out that have no positions. Pure. */
import { bend } from "#contract/drawing/geometry.ts";
/** From seat to seat in a block, in units. */
const SEAT_PITCH = 1;
/** Between the last seat of a block and the first of the next, from edge to edge: 1 m. */
const AISLE = 2;
/** From a row to the one behind it: 0.9 m. */
const ROW_PITCH = 1.8;
/** No two seats are nearer to each other than this, however much rows are curved. */
const SEAT_DISTANCE_MIN = 1;
const sizesOf = ({ blocks }) => blocks.map(({ length }) => length);
/** Widths of the columns that blocks stand in, for rows with equally many blocks: aisles continue from row to row. */
const columnsOf = (rows, count) => {
    const columns = Array.from({ length: count }, () => 0);
    for (const row of rows) {
        if (row.blocks.length !== count)
            continue;
        for (const [index, size] of sizesOf(row).entries())
            columns[index] = Math.max(columns[index] ?? 0, size);
    }
    return columns;
};
/** Where a block begins in its column: at the aisle that is nearer to the middle of the row, or in the middle. */
const indent = (column, columns, room) => {
    const side = 2 * column + 1 - columns;
    if (side < 0)
        return room;
    return side > 0 ? 0 : room / 2;
};
const widthOf = (columns) => columns.reduce((sum, column) => sum + column * SEAT_PITCH, 0) + AISLE * (columns.length - 1);
/** The x of each seat of a row as if it were straight, around x = 0. */
const straight = (row, columns) => {
    const places = [];
    let left = -widthOf(columns) / 2;
    for (const [index, size] of sizesOf(row).entries()) {
        const column = columns[index] ?? 0;
        const first = left + indent(index, columns.length, (column - size) * SEAT_PITCH) + SEAT_PITCH / 2;
        for (let seat = 0; seat < size; seat += 1)
            places.push(first + seat * SEAT_PITCH);
        left += column * SEAT_PITCH + AISLE;
    }
    return places;
};
/** How far back a row has to be moved for no seat of it to be too near to one of a row in front. */
const pushBehind = ({ seats: front }, back) => {
    let depth = Number.NEGATIVE_INFINITY;
    let start = 0;
    for (const [x, y] of back) {
        while (start < front.length && (front[start]?.[0] ?? 0) <= x - SEAT_DISTANCE_MIN)
            start += 1;
        for (let index = start; index < front.length; index += 1) {
            const [frontX, frontY] = front[index];
            if (frontX >= x + SEAT_DISTANCE_MIN)
                break;
            depth = Math.max(depth, frontY - y + Math.sqrt(SEAT_DISTANCE_MIN ** 2 - (frontX - x) ** 2));
        }
    }
    return depth;
};
/** At least one row behind the last; behind those of all rows that reach as far back. */
const depthOf = (rows, middle, bent) => {
    const top = Math.min(...bent.map(([, y]) => y));
    let depth = middle + ROW_PITCH;
    for (const row of rows) {
        if (row.bottom + SEAT_DISTANCE_MIN > top + depth)
            depth = Math.max(depth, pushBehind(row, bent));
    }
    return depth;
};
/** A position for each seat of each row, the middle of the first row at 0, 0. */
export const layOutRows = (rows) => {
    const columns = new Map();
    const laid = [];
    let depth = -ROW_PITCH;
    for (const row of rows) {
        const count = row.blocks.length;
        const ofCount = columns.get(count) ?? columnsOf(rows, count);
        columns.set(count, ofCount);
        const places = straight(row, ofCount);
        const bent = places.map(bend(2 * Math.max(...places.map(Math.abs), 0), row.curve ?? 0));
        depth = depthOf(laid, depth, bent);
        const seats = bent.map(([x, y]) => [x, y + depth]);
        laid.push({ seats, bottom: Math.max(...seats.map(([, y]) => y)) });
    }
    return laid.map(({ seats }) => seats);
};

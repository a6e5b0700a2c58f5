/** How one section is drawn. Pure. */
import { layOutStanding, layOutTable, layOutTables } from "#contract/drawing/areas.ts";
import { fitInto } from "#contract/drawing/fit.ts";
import { moved, outlineAround, rectangle, rounded } from "#contract/drawing/geometry.ts";
import { layOutRows } from "#contract/drawing/rows.ts";
/** Between the middle of a seat and the outline of its section. */
const MARGIN = 0.75;
const drawingOf = (seats, tables = []) => ({
    seats,
    tables,
    around: outlineAround(seats, MARGIN),
});
const layOut = ({ rows, tables, standing }) => {
    if (rows !== undefined)
        return drawingOf(layOutRows(rows).flat());
    if (tables !== undefined) {
        const tops = layOutTables(tables);
        const seats = tables.flatMap((table, index) => {
            const { x = 0, y = 0 } = tops[index] ?? {};
            return layOutTable(table).seats.map((seat) => moved(seat, [x, y]));
        });
        return drawingOf(seats, tops);
    }
    const { width, depth } = layOutStanding(standing?.capacity ?? 0);
    return {
        seats: [],
        tables: [],
        around: rectangle({ left: -width / 2, top: 0, right: width / 2, bottom: depth }),
    };
};
const translated = ({ seats, tables, around }, by) => ({
    seats: seats.map((seat) => moved(seat, by)),
    tables: tables.map(({ x, y, radius }) => ({ x: rounded(x + by[0]), y: rounded(y + by[1]), radius: rounded(radius) })),
    around: around.map((corner) => moved(corner, by)),
});
const positionOf = ({ x, y }) => x === undefined || y === undefined ? undefined : [x, y];
const plannedSeats = ({ rows = [], tables = [] }) => [
    ...rows.flatMap(({ blocks }) => blocks.flat()),
    ...tables.flatMap(({ seats }) => seats),
];
/** The seats of a table whose middle is given stand around it, wherever the table would have been laid out. */
const seatsAroundTables = ({ tables = [] }) => tables.flatMap((table) => {
    const middle = positionOf(table);
    return layOutTable(table).seats.map((seat) => middle && moved(seat, middle));
});
/**
 * Positions that the chart gives: of seats, and of seats around tables with a given middle. Undefined where it gives
 * nothing.
 */
const givenSeats = (section) => {
    const around = seatsAroundTables(section);
    return plannedSeats(section).map((seat, index) => positionOf(seat) ?? around[index]);
};
/** What is laid out moves to the first seat whose position is given; each given position is kept. */
const keepGiven = (section, laidOut, given) => {
    const index = given.findIndex((point) => point !== undefined);
    const [x, y] = given[index] ?? [0, 0];
    const [ownX, ownY] = laidOut.seats[index] ?? [0, 0];
    const drawing = translated(laidOut, [x - ownX, y - ownY]);
    const seats = drawing.seats.map((seat, each) => given[each] ?? seat);
    const tables = drawing.tables.map((top, each) => ({ ...top, ...middleOf(section.tables?.[each]) }));
    return drawingOf(seats.map((seat) => moved(seat, [0, 0])), tables);
};
const middleOf = (table) => {
    const middle = table && positionOf(table);
    return middle === undefined ? {} : { x: rounded(middle[0]), y: rounded(middle[1]) };
};
const fitted = ({ seats, tables, around }, outline) => {
    const { place, scale } = fitInto(around, outline);
    const placed = (point) => moved(place(point), [0, 0]);
    return {
        seats: seats.map(placed),
        tables: tables.map((table) => {
            const [x, y] = placed([table.x, table.y]);
            return { x, y, radius: rounded(table.radius * scale) };
        }),
        around: outline,
    };
};
export const layOutSection = (section) => {
    const laidOut = layOut(section);
    const given = givenSeats(section);
    const { outline } = section;
    if (given.some((point) => point !== undefined)) {
        const drawing = keepGiven(section, laidOut, given);
        return { kind: "placed", ...drawing, around: outline ?? drawing.around };
    }
    return outline === undefined ? { kind: "laidOut", ...laidOut } : { kind: "placed", ...fitted(laidOut, outline) };
};
export const placeSection = (sectionId, drawing, origin) => {
    const { seats, tables, around } = drawing.kind === "placed" ? drawing : translated(drawing, origin);
    return { sectionId, outline: around, seats, tables, origin: drawing.kind === "placed" ? [0, 0] : origin };
};
/**
 * Draws a section as `drawChart` does, without the rest of its chart.
 * @param origin of this section in the drawn chart; a section that its chart places ignores it
 */
export const drawSection = (section, origin) => placeSection(section.sectionId, layOutSection(section), origin);

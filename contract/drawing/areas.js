/** From the middle of a seat to the edge of its table. */
const SEAT_TO_TABLE = 0.6;
const TABLE_RADIUS_MIN = 0.6;
/** Between the seats of two tables, from edge to edge: 1 m. */
const TABLE_GAP = 2;
/** A room of tables is this much wider than it is deep, counted in tables. */
const TABLES_WIDE = 1.5;
/** Two people on a square metre, so each has two square units. */
const UNITS_PER_PERSON = 2;
/** A standing area is this much wider than it is deep. */
const STANDING_WIDE = 2;
const STANDING_DEPTH_MIN = 3;
/** The circle that the seats of a table are on: neighbours are at least one unit apart. */
const seatCircle = (seats) => Math.max(TABLE_RADIUS_MIN + SEAT_TO_TABLE, seats < 2 ? 0 : 1 / (2 * Math.sin(Math.PI / seats)));
/** A table top around 0, 0 and its seats, clockwise as drawn, the first one at the stage's side. */
export const layOutTable = ({ seats }) => {
    const circle = seatCircle(seats.length);
    return {
        radius: circle - SEAT_TO_TABLE,
        seats: seats.map((_, index) => {
            const angle = (2 * Math.PI * index) / seats.length - Math.PI / 2;
            return [circle * Math.cos(angle), circle * Math.sin(angle)];
        }),
    };
};
/** The middles of tables, side by side and from front to back, with the same room for each. */
export const layOutTables = (tables) => {
    const columns = Math.min(tables.length, Math.ceil(Math.sqrt(tables.length * TABLES_WIDE)));
    const pitch = 2 * Math.max(...tables.map(({ seats }) => seatCircle(seats.length)), 0) + 1 + TABLE_GAP;
    return tables.map((table, index) => ({
        x: ((index % columns) - (columns - 1) / 2) * pitch,
        y: Math.floor(index / columns) * pitch,
        radius: layOutTable(table).radius,
    }));
};
/** Corners of the area in which this many people stand, around x = 0. */
export const layOutStanding = (capacity) => {
    const depth = Math.max(STANDING_DEPTH_MIN, Math.sqrt((capacity * UNITS_PER_PERSON) / STANDING_WIDE));
    return { width: depth * STANDING_WIDE, depth };
};

/**
 * A section as it is written down: rows of blocks, tables, or standing. `seatsOfSection` says which seats that makes.
 * Pages may use it too: nothing here needs more than the language.
 */
/** The row of standing places. */
export const STANDING_ROW = "0";
const SEAT_ID = /^[A-Za-z0-9]{1,8}$/;
const ID_LENGTH_MAX = 8;
export const kindOf = ({ standing, tables }) => {
    if (standing !== undefined)
        return "STANDING";
    return tables === undefined ? "SEATS" : "TABLES";
};
/** The seats of a section, in order. */
export const seatsOfSection = (section) => {
    const rows = rowsOf(section).map((row) => ({ ...row, blocks: row.blocks.map((block) => seatsOfBlock(block, row)) }));
    const seats = [];
    const named = [];
    for (const { row, label, blocks } of rows) {
        const ids = idsOf(blocks.flat());
        const start = seats.length;
        const spans = [];
        for (const block of blocks) {
            const from = seats.length;
            for (const entry of block)
                seats.push(namedSeat(row, entry, ids[seats.length - start] ?? ""));
            if (block.length > 0)
                spans.push({ from, to: seats.length - 1 });
        }
        named.push({ row, label, blocks: spans });
    }
    return { kind: kindOf(section), rows: named, seats };
};
const rowsOf = (section) => {
    const ofSection = section.category ?? "";
    if (section.standing !== undefined) {
        const blocks = [{ from: 1, to: section.standing.capacity }];
        return [{ row: STANDING_ROW, label: "", category: ofSection, blocks }];
    }
    const tables = (section.tables ?? []).map(({ table, label, category, seats }) => ({
        row: table,
        label: label ?? table,
        category: category ?? ofSection,
        blocks: [seats],
    }));
    const rows = (section.rows ?? []).map((row) => ({
        row: row.row,
        label: row.label ?? row.row,
        category: row.category ?? ofSection,
        blocks: "blocks" in row ? row.blocks : [{ from: row.from, to: row.to, step: row.step }],
    }));
    return [...tables, ...rows];
};
const isList = (block) => Array.isArray(block);
const seatsOfBlock = (block, row) => {
    if (isList(block))
        return block.map((entry) => blockSeat(entry, row.category));
    const category = block.category ?? row.category;
    if ("seats" in block)
        return block.seats.map((entry) => blockSeat(entry, category));
    return numbersIn(block).map((number) => blockSeat(String(number), category));
};
const blockSeat = (entry, category) => typeof entry === "string"
    ? { seat: undefined, label: entry, category }
    : {
        seat: entry.seat,
        label: entry.label ?? entry.seat ?? "",
        category: entry.category ?? category,
        x: entry.x,
        y: entry.y,
    };
export const countIn = ({ from, to, step = 1 }) => Math.floor((to - from) / step) + 1;
const numbersIn = (range) => Array.from({ length: countIn(range) }, (_, index) => range.from + index * (range.step ?? 1));
/**
 * The ids of the seats of a row. Ids that are given, and labels that can be ids, come first; what is left of any other
 * label, "12" of "12½", gets an ending if another seat of the row has it: "12x2".
 */
const idsOf = (seats) => {
    const own = seats.map(({ seat, label }) => seat ?? (SEAT_ID.test(label) ? label : undefined));
    const used = new Set(own);
    return seats.map(({ label }, index) => {
        const id = own[index] ?? derivedId(label, used);
        used.add(id);
        return id;
    });
};
const derivedId = (label, used) => {
    const plain = label.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, ID_LENGTH_MAX) || "x";
    let id = plain;
    for (let count = 2; used.has(id); count += 1) {
        const ending = `x${count}`;
        id = plain.slice(0, ID_LENGTH_MAX - ending.length) + ending;
    }
    return id;
};
const namedSeat = (row, { label, category, x, y }, seat) => ({
    row,
    seat,
    label,
    category,
    ...(x !== undefined && { x }),
    ...(y !== undefined && { y }),
});
/** The label of a seat as tickets print it: "1층 A구역 3열 12번". */
export const printedLabel = (section, row, seat) => row === "" ? `${section} ${seat}` : `${section} ${row} ${seat}`;

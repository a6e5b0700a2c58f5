/** Sections: how an operator writes one down, and how a buyer sees one. */
import * as z from "zod/mini";
import { areUnique, Category, Count, Label, NewCategory, NewLabel, RowName, SEATS_PER_HOLD_MAX, SeatName, SectionId, Won, } from "#contract/common.ts";
import { countIn, seatsOfSection } from "#contract/seating/section-form.ts";
export const SEATS_PER_SECTION_MAX = 1000;
const ROWS_PER_SECTION_MAX = 200;
const BLOCKS_PER_ROW_MAX = 50;
const UNITS_PER_SECTION_MAX = 100;
const SEAT_NUMBER_MAX = 9999;
const POINTS_PER_OUTLINE_MAX = 100;
export const SectionKindSchema = z.enum(["SEATS", "TABLES", "STANDING"]);
export const SectionSummarySchema = z.object({
    sectionId: SectionId,
    label: Label,
    kind: SectionKindSchema,
    categories: z
        .array(z.object({ category: Category, price: Won, capacity: Count }))
        .check(z.describe("The categories of its seats, with the price of each category's first price type.")),
    capacity: Count,
    accessibleUnits: Count.check(z.describe("How many accessible seats the section has, each with its companion seats.")),
    seatsLeft: Count.check(z.describe("Seats that are free. The count is at most 2 seconds old.")),
});
/** A coordinate of a drawing, in seat widths of half a metre. */
export const Coordinate = z
    .number()
    .check(z.gte(-100000), z.lte(100000), z.describe("In seat widths, half a metre each."));
export const Point = z.tuple([Coordinate, Coordinate]);
export const Outline = z.array(Point).check(z.minLength(3), z.maxLength(POINTS_PER_OUTLINE_MAX));
const SeatNumber = z.int().check(z.gte(1), z.lte(SEAT_NUMBER_MAX));
const range = {
    from: z._default(SeatNumber.check(z.describe("Number of the first seat.")), 1),
    to: SeatNumber.check(z.describe("Number of the last seat.")),
    step: z.optional(z.int().check(z.gte(1), z.lte(10), z.describe("Difference between neighbours, such as 2 for odd numbers only."))),
};
const isUpward = z.refine(({ from, to }) => from <= to, {
    message: "to must not be less than from.",
    path: ["to"],
});
const SeatEntry = z
    .union([
    NewLabel,
    z.strictObject({
        seat: z.optional(SeatName),
        label: z.optional(NewLabel),
        category: z.optional(NewCategory),
        x: z.optional(Coordinate),
        y: z.optional(Coordinate),
    }),
])
    .check(z.refine((entry) => typeof entry === "string" || (entry.seat ?? entry.label) !== undefined, {
    message: "Give the seat a label, an id, or both.",
}), z.describe("A seat's printed label alone, or with an id, a category and a position of its own."));
const SeatList = z.array(SeatEntry).check(z.minLength(1), z.maxLength(SEATS_PER_SECTION_MAX));
const Block = z
    .union([
    SeatList,
    z.strictObject({ seats: SeatList, category: z.optional(NewCategory) }),
    z.strictObject({ ...range, category: z.optional(NewCategory) }).check(isUpward),
])
    .check(z.describe("Seats side by side, in the order in which they stand. Its ends are aisles."));
const rowNames = { row: RowName, label: z.optional(NewLabel), category: z.optional(NewCategory) };
const rowShape = {
    curve: z.optional(z.number().check(z.gte(-1000), z.lte(1000), z.describe("How far its middle is behind its ends, in seat widths."))),
    continuesIn: z
        .optional(z.strictObject({ section: SectionId, row: RowName }))
        .check(z.describe("The row of another section whose first seat is beside the last one of this row.")),
};
const Row = z.union([
    z.strictObject({ ...rowNames, ...rowShape, ...range }).check(isUpward),
    z.strictObject({
        ...rowNames,
        ...rowShape,
        blocks: z.array(Block).check(z.minLength(1), z.maxLength(BLOCKS_PER_ROW_MAX)),
    }),
]);
const Table = z.strictObject({
    table: RowName.check(z.describe("Id of the table, the second part of its seats' ids.")),
    label: z.optional(NewLabel),
    category: z.optional(NewCategory),
    seats: Block,
    sold: z._default(z.enum(["BY_SEAT", "WHOLE"]), "BY_SEAT"),
    x: z.optional(Coordinate),
    y: z.optional(Coordinate),
});
const Standing = z
    .strictObject({ capacity: z.int().check(z.gte(1), z.lte(SEATS_PER_SECTION_MAX)) })
    .check(z.describe("A standing area. Its places are entry numbers, given out in order."));
const SeatInSection = z
    .string()
    .check(z.regex(/^[A-Za-z0-9]{1,8}-[A-Za-z0-9]{1,8}$/, "Name the seat by row and seat, joined by a dash, such as 1-5."), z.describe("A seat of this section: row and seat, joined by a dash."), z.meta({ examples: ["1-5"] }));
const FocalPoint = z
    .strictObject({ row: RowName, seat: SeatName })
    .check(z.describe("The best seat of the section. Default: the middle of the first row."));
const AccessibleUnit = z.strictObject({
    seat: SeatInSection.check(z.describe("The accessible seat.")),
    companions: z
        ._default(z.array(SeatInSection).check(z.maxLength(SEATS_PER_HOLD_MAX - 1)), [])
        .check(z.describe("Seats for companions, best first.")),
});
const sectionFields = {
    sectionId: SectionId,
    label: z.optional(NewLabel),
    floor: z.optional(SectionId),
    category: z.optional(NewCategory.check(z.describe("Category of the seats that have none of their own."))),
    rows: z.optional(z.array(Row).check(z.minLength(1), z.maxLength(ROWS_PER_SECTION_MAX), z.refine((rows) => areUnique(rows.map((row) => row.row)), "A row may be listed only once."))),
    tables: z.optional(z.array(Table).check(z.minLength(1), z.maxLength(ROWS_PER_SECTION_MAX), z.refine((tables) => areUnique(tables.map(({ table }) => table)), "A table may be listed only once."))),
    standing: z.optional(Standing),
    focalPoint: z.optional(FocalPoint),
    accessible: z.optional(z.array(AccessibleUnit).check(z.maxLength(UNITS_PER_SECTION_MAX))),
    outline: z.optional(Outline),
};
const fault = (message, ...path) => [{ path, message }];
/** The number of seats, before any of them is made: ranges may be long. */
const seatsInRow = (row) => "blocks" in row ? row.blocks.reduce((sum, block) => sum + seatsInBlock(block), 0) : countIn(row);
const seatsInBlock = (block) => {
    if ("from" in block)
        return countIn(block);
    return "seats" in block ? block.seats.length : block.length;
};
const seatsIn = ({ rows = [], tables = [], standing }) => rows.reduce((sum, row) => sum + seatsInRow(row), 0) +
    tables.reduce((sum, { seats }) => sum + seatsInBlock(seats), 0) +
    (standing?.capacity ?? 0);
const unitSeats = ({ accessible = [] }) => accessible.flatMap(({ seat, companions }) => [seat, ...companions]);
const faultsOf = (form) => {
    const kinds = [form.rows, form.tables, form.standing].filter((kind) => kind !== undefined);
    if (kinds.length !== 1)
        return fault("A section has either rows, tables or standing.");
    if (seatsIn(form) > SEATS_PER_SECTION_MAX)
        return fault("A section may have at most 1,000 seats.", "rows");
    const { seats } = seatsOfSection(form);
    const known = new Set();
    for (const { row, seat } of seats) {
        const name = `${row}-${seat}`;
        if (known.has(name))
            return fault(`Two seats of a row have the id ${name}.`, "rows");
        known.add(name);
    }
    return [
        ...(seats.some(({ category }) => category === "") ? fault("Give each seat a category.", "category") : []),
        ...(form.focalPoint && !known.has(`${form.focalPoint.row}-${form.focalPoint.seat}`)
            ? fault("The section has no such seat.", "focalPoint")
            : []),
        ...(unitSeats(form).every((name) => known.has(name))
            ? []
            : fault("The section does not have all of these seats.", "accessible")),
        ...(areUnique(unitSeats(form)) ? [] : fault("A seat may belong to only one accessible unit.", "accessible")),
    ];
};
const isSound = z.superRefine((form, context) => {
    for (const { message, path } of faultsOf(form)) {
        context.issues.push({ code: "custom", message, path: [...path], input: form });
    }
});
/** A section of a chart. Rows are listed from front to back. */
export const ChartSectionSchema = z
    .strictObject(sectionFields)
    .check(isSound)
    .register(z.globalRegistry, {
    id: "ChartSectionForm",
    examples: [
        {
            sectionId: "A",
            label: "1층 A구역",
            category: "R",
            rows: [
                { row: "1", label: "1열", from: 1, to: 20 },
                {
                    row: "H",
                    label: "H열",
                    blocks: [
                        ["7", "5", "3", "1"],
                        ["2", "4", "6", "8"],
                    ],
                },
            ],
            accessible: [{ seat: "1-20", companions: ["1-19"] }],
        },
    ],
});
/** A section of a performance that is created with its seats. */
export const NewSectionSchema = z
    .strictObject({
    ...sectionFields,
    price: z
        .optional(Won.check(z.lte(10000000)))
        .check(z.describe("Price of the section's category. Or give `prices` of the performance.")),
})
    .check(isSound);

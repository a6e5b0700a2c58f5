/** Charts: the plan of a hall, made once and used by any number of performances. */
import * as z from "zod/mini";
import { areUnique, Category, ChartId, Count, Label, NewCategory, NewLabel, NewName, NextCursor, ofChart, Page, RowName, SECTIONS_PER_CHART_MAX, SeatId, SeatName, SectionId, Time, } from "#contract/common.ts";
import { route } from "#contract/route.ts";
import { ChartSectionSchema, Coordinate, Outline, Point, SectionKindSchema } from "#contract/sections.ts";
const CATEGORIES_MAX = 90;
const TEXTS_MAX = 200;
const FLOORS_MAX = 20;
const Colour = z
    .string()
    .check(z.regex(/^#[0-9a-f]{6}$/i, "Write a colour as #rrggbb."), z.meta({ examples: ["#7a3db8"] }));
const hallFields = {
    name: NewName,
    categories: z
        .optional(z.array(z.strictObject({ category: NewCategory, label: z.optional(NewLabel), colour: z.optional(Colour) })).check(z.maxLength(CATEGORIES_MAX), z.refine((all) => areUnique(all.map(({ category }) => category)), "A category may be listed only once.")))
        .check(z.describe("Labels and colours of categories. Categories that are not listed need none.")),
    stage: z.optional(z.strictObject({ label: z.optional(NewLabel), outline: Outline })),
    floors: z.optional(z.array(z.strictObject({ floor: SectionId, label: NewLabel })).check(z.maxLength(FLOORS_MAX))),
    texts: z
        .optional(z
        .array(z.strictObject({ text: NewLabel, x: Coordinate, y: Coordinate, floor: z.optional(SectionId) }))
        .check(z.maxLength(TEXTS_MAX)))
        .check(z.describe("Words on the drawing, such as the name of an entrance.")),
};
export const NewChartSchema = z
    .strictObject({
    ...hallFields,
    basedOn: z
        .optional(ChartId)
        .check(z.describe("A published chart that this one is a new version of. Its sections are put again.")),
})
    .register(z.globalRegistry, {
    id: "NewChart",
    examples: [
        {
            name: "Theatre, Busan",
            categories: [{ category: "VIP", label: "VIP석", colour: "#7a3db8" }],
            floors: [{ floor: "1", label: "1층" }],
        },
    ],
});
const DrawnOutline = z.array(Point).check(z.describe("Corners: those of the chart, or laid out by the service."));
const ChartSectionSummary = z.object({
    sectionId: SectionId,
    label: Label,
    kind: SectionKindSchema,
    floor: z.nullable(SectionId),
    capacity: Count,
    accessibleUnits: Count,
    categories: z.array(z.object({ category: Category, capacity: Count })),
    outline: DrawnOutline,
});
export const ChartSchema = z
    .object({
    chartId: ChartId,
    name: z.string(),
    version: z.int().check(z.describe("1, or one more than that of the chart it is based on.")),
    basedOn: z.nullable(ChartId),
    status: z.enum(["DRAFT", "PUBLISHED"]),
    publishedAt: z.nullable(Time),
    categories: z.array(z.object({ category: Category, label: Label, colour: z.nullable(Colour) })),
    stage: z
        .nullable(z.object({ label: z.nullable(Label), outline: DrawnOutline }))
        .check(z.describe("null only in a draft that gives none.")),
    floors: z.array(z.object({ floor: SectionId, label: Label })),
    texts: z.array(z.object({ text: Label, x: Coordinate, y: Coordinate, floor: z.nullable(SectionId) })),
    capacity: Count,
    sections: z
        .array(ChartSectionSummary)
        .check(z.describe("In the order in which they lie beside each other. Empty as long as the chart is a draft.")),
})
    .register(z.globalRegistry, {
    id: "Chart",
    examples: [
        {
            chartId: "cht_5nB1xQ7rKw",
            name: "Theatre, Busan",
            version: 1,
            basedOn: null,
            status: "PUBLISHED",
            publishedAt: "2026-11-20T02:00:00.000Z",
            categories: [{ category: "VIP", label: "VIP석", colour: "#7a3db8" }],
            stage: {
                label: "무대",
                outline: [
                    [0, -4],
                    [20, -4],
                    [20, -2],
                    [0, -2],
                ],
            },
            floors: [{ floor: "1", label: "1층" }],
            texts: [{ text: "입구", x: 10, y: 20, floor: "1" }],
            capacity: 8,
            sections: [
                {
                    sectionId: "A",
                    label: "1층 A구역",
                    kind: "SEATS",
                    floor: "1",
                    capacity: 8,
                    accessibleUnits: 1,
                    categories: [{ category: "VIP", capacity: 8 }],
                    outline: [
                        [0, 0],
                        [10, 0],
                        [10, 4],
                        [0, 4],
                    ],
                },
            ],
        },
    ],
});
export const ChartSectionSeatsSchema = z
    .object({
    chartId: ChartId,
    sectionId: SectionId,
    label: Label,
    kind: SectionKindSchema,
    floor: z.nullable(SectionId),
    outline: DrawnOutline,
    rows: z
        .array(z.object({
        row: RowName,
        label: z.string(),
        isSoldWhole: z.boolean().check(z.describe("A table whose seats are sold together.")),
        curve: z.nullable(z.number()),
        table: z
            .nullable(z.object({ x: Coordinate, y: Coordinate, radius: z.number() }))
            .check(z.describe("Where the table of this row is, in a section of tables.")),
        continuesIn: z.nullable(z.object({ section: SectionId, row: RowName })),
        blocks: z.array(z.array(z.object({
            seat: SeatName,
            label: z.string(),
            category: Category,
            x: z
                .optional(Coordinate)
                .check(z.describe("Where the seat is: as the chart has it, or laid out. Standing places have none.")),
            y: z.optional(Coordinate),
        }))),
    }))
        .check(z.describe("Rows from front to back, with their blocks of seats. Seats are in the order of the state.")),
    focalSeat: z.nullable(SeatId),
    accessible: z.array(z.object({ seat: SeatId, companions: z.array(SeatId) })),
})
    .register(z.globalRegistry, {
    id: "ChartSection",
    examples: [
        {
            chartId: "cht_5nB1xQ7rKw",
            sectionId: "A",
            label: "1층 A구역",
            kind: "SEATS",
            floor: "1",
            outline: [
                [0, 0],
                [10, 0],
                [10, 4],
                [0, 4],
            ],
            rows: [
                {
                    row: "H",
                    label: "H열",
                    isSoldWhole: false,
                    curve: null,
                    table: null,
                    continuesIn: null,
                    blocks: [
                        [
                            { seat: "3", label: "3", category: "VIP", x: 1, y: 2 },
                            { seat: "1", label: "1", category: "VIP", x: 2, y: 2 },
                        ],
                        [{ seat: "2", label: "2", category: "VIP", x: 5, y: 2 }],
                    ],
                },
            ],
            focalSeat: "A-H-1",
            accessible: [{ seat: "A-H-2", companions: [] }],
        },
    ],
});
export const PublicationSchema = z
    .strictObject({
    sections: z
        .array(SectionId)
        .check(z.minLength(1), z.maxLength(SECTIONS_PER_CHART_MAX), z.refine(areUnique, "A section may be listed only once."), z.describe("Every section of the chart, in the order in which they lie beside each other.")),
})
    .register(z.globalRegistry, { id: "Publication", examples: [{ sections: ["A", "B"] }] });
const chartExample = {
    chartId: "cht_5nB1xQ7rKw",
    name: "Theatre, Busan",
    version: 1,
    basedOn: null,
    status: "PUBLISHED",
    publishedAt: "2026-11-20T02:00:00.000Z",
    capacity: 8,
};
export const ChartListSchema = z
    .object({
    items: z.array(z.pick(ChartSchema, {
        chartId: true,
        name: true,
        version: true,
        basedOn: true,
        status: true,
        publishedAt: true,
        capacity: true,
    })),
    nextCursor: NextCursor,
})
    .register(z.globalRegistry, { id: "ChartList", examples: [{ items: [chartExample], nextCursor: null }] });
const ofSection = z.object({ chartId: ChartId, sectionId: SectionId });
/** Published charts never change. */
const FOR_A_YEAR = { browserSeconds: 365 * 24 * 3600, edgeSeconds: 365 * 24 * 3600 };
export const chartRoutes = {
    readChart: route({
        method: "GET",
        path: "/v1/charts/{chartId}",
        summary: "Read a published chart",
        description: "A published chart never changes, so the response may be kept for a year.",
        caller: "anyone",
        params: ofChart,
        responses: { 200: { description: "The chart, without its seats.", body: ChartSchema } },
        errors: ["CHART_NOT_FOUND"],
        cache: FOR_A_YEAR,
    }),
    readChartSection: route({
        method: "GET",
        path: "/v1/charts/{chartId}/sections/{sectionId}",
        summary: "Read the seats of a section of a published chart",
        caller: "anyone",
        params: ofSection,
        responses: { 200: { description: "The section, with its seats.", body: ChartSectionSeatsSchema } },
        errors: ["CHART_NOT_FOUND", "SECTION_NOT_FOUND"],
        cache: FOR_A_YEAR,
    }),
    listCharts: route({
        method: "GET",
        path: "/v1/admin/charts",
        summary: "List charts, newest first",
        caller: "operator",
        query: Page,
        responses: { 200: { description: "A page of charts, drafts included.", body: ChartListSchema } },
        errors: [],
    }),
    createChart: route({
        method: "POST",
        path: "/v1/admin/charts",
        summary: "Begin a chart",
        description: "The chart is a draft: put its sections one by one, then publish it. A repeat with the same Idempotency-Key returns the draft that was begun first.",
        caller: "operator",
        idempotencyKey: "optional",
        body: NewChartSchema,
        responses: { 201: { description: "The draft.", body: ChartSchema } },
        errors: ["CHART_NOT_FOUND"],
    }),
    putChartSection: route({
        method: "PUT",
        path: "/v1/admin/charts/{chartId}/sections/{sectionId}",
        summary: "Put a section into a draft",
        description: "Replaces the section if the draft has it already. A body may have at most 256 KB.",
        caller: "operator",
        params: ofSection,
        body: ChartSectionSchema,
        bodyKilobytesMax: 256,
        responses: { 204: { description: "The draft has the section." } },
        errors: ["CHART_NOT_FOUND", "CHART_PUBLISHED", "REQUEST_IN_PROGRESS"],
    }),
    publishChart: route({
        method: "POST",
        path: "/v1/admin/charts/{chartId}/publication",
        summary: "Publish a draft",
        description: "Checks the chart as a whole and publishes it in one step. From then on it never changes. A repeat returns the published chart.",
        caller: "operator",
        params: ofChart,
        body: PublicationSchema,
        responses: { 200: { description: "The published chart.", body: ChartSchema } },
        errors: ["CHART_NOT_FOUND", "CHART_INCOMPLETE", "REQUEST_IN_PROGRESS"],
    }),
};

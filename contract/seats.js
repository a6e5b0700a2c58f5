/** Seats: their map, and how other schemas name them. */
import * as z from "zod/mini";
import { areUnique, Category, Label, ofPerformance, PerformanceId, RowName, SEATS_PER_HOLD_MAX, SeatId, SeatName, SectionId, ServerTime, Won, } from "#contract/common.ts";
import { BookingFee, PriceTypeId } from "#contract/prices.ts";
import { route } from "#contract/route.ts";
/** The ids of the seats of one hold, each once. */
export const SeatIds = z
    .array(SeatId)
    .check(z.minLength(1), z.maxLength(SEATS_PER_HOLD_MAX), z.refine(areUnique, "A seat may be listed only once."));
const seat = {
    seatId: SeatId,
    section: SectionId,
    row: RowName,
    seat: SeatName,
    label: Label.check(z.describe("The seat as tickets print it: section, row and seat.")),
    category: Category,
    price: Won.check(z.describe("Its price in won, before a discount and without the booking fee.")),
};
const example = {
    seatId: "A-3-11",
    section: "A",
    row: "3",
    seat: "11",
    label: "1층 A구역 3열 11번",
    category: "R",
    price: 150000,
};
/** For the examples of other schemas. */
export const SEAT_EXAMPLE = { ...example, priceType: "standard", bookingFee: 0, discount: 0 };
/** A seat as it stands in reservations and receipts. */
export const SeatSchema = z
    .object({
    ...seat,
    priceType: PriceTypeId,
    bookingFee: BookingFee,
    discount: Won.check(z.describe("What a promotion code takes off its price.")),
})
    .register(z.globalRegistry, {
    id: "Seat",
    examples: [SEAT_EXAMPLE],
});
const SectionStates = z
    .array(z.object({
    sectionId: SectionId,
    state: z
        .string()
        .check(z.describe("A letter for each seat, in the order of the chart's section: A available, H held, S sold, B blocked."), z.meta({ examples: ["AAHHASSSSSBA"] })),
}))
    .check(z.describe("With `form=state` in the place of `seats`, which is empty then."));
export const SeatMapSchema = z
    .object({
    performanceId: PerformanceId,
    states: z.optional(SectionStates),
    seats: z.array(z.object({
        ...seat,
        status: z.enum(["AVAILABLE", "HELD", "SOLD", "BLOCKED"]),
        accessibility: z
            .optional(z.enum(["ACCESSIBLE", "COMPANION"]))
            .check(z.describe("Present on accessible and companion seats, which are kept back until `accessibleUntil` of the performance.")),
    })),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "SeatMap",
    examples: [
        {
            performanceId: "per_4kD0aP7cQz",
            seats: [
                { ...example, status: "AVAILABLE" },
                { ...example, seatId: "A-3-12", seat: "12", label: "1층 A구역 3열 12번", status: "HELD" },
                {
                    ...example,
                    seatId: "A-3-20",
                    seat: "20",
                    label: "1층 A구역 3열 20번",
                    status: "AVAILABLE",
                    accessibility: "ACCESSIBLE",
                },
            ],
            serverTime: "2026-12-01T11:02:00.000Z",
        },
    ],
});
export const seatRoutes = {
    readSeats: route({
        method: "GET",
        path: "/v1/performances/{performanceId}/seats",
        summary: "Read the seats of a performance",
        description: "The map is at most two seconds old. `section` is required if the performance has more than 1,000 seats, unless `form` is `state`: " +
            "then each section is a text with a letter for each seat, in the order of the seats of `GET /v1/charts/{chartId}/sections/{sectionId}`.",
        caller: "user",
        queueToken: "ofPerformance",
        params: ofPerformance,
        query: z.strictObject({
            section: z.optional(SectionId),
            form: z._default(z.enum(["seats", "state"]).check(z.describe("Seat by seat, or one letter a seat.")), "seats"),
        }),
        responses: { 200: { description: "Every seat, and whether it is available.", body: SeatMapSchema } },
        errors: ["PERFORMANCE_NOT_FOUND", "SECTION_NOT_FOUND"],
    }),
};

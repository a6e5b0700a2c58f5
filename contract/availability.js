/** What is left of a performance, for pages that ask again and again. */
import * as z from "zod/mini";
import { Category, Count, ofPerformance, PerformanceId, SectionId, ServerTime, Won } from "#contract/common.ts";
import { route } from "#contract/route.ts";
const CategoryAvailability = z.object({
    category: Category,
    price: Won.check(z.describe("The lowest price of the category, in won, without the booking fee.")),
    free: Count.check(z.describe("Seats that anybody may take. Accessible units are not in it while they are kept back.")),
    held: Count,
    sold: Count,
    accessibleUnits: Count.check(z.describe("Accessible seats that are free with all their companion seats, by the category of the accessible seat.")),
});
export const AvailabilitySchema = z
    .object({
    performanceId: PerformanceId,
    sections: z.array(z.object({ sectionId: SectionId, categories: z.array(CategoryAvailability) })),
    serverTime: ServerTime,
})
    .register(z.globalRegistry, {
    id: "Availability",
    examples: [
        {
            performanceId: "per_4kD0aP7cQz",
            sections: [
                {
                    sectionId: "A",
                    categories: [{ category: "R", price: 150000, free: 37, held: 4, sold: 7, accessibleUnits: 1 }],
                },
            ],
            serverTime: "2026-12-01T11:02:00.000Z",
        },
    ],
});
export const availabilityRoutes = {
    readAvailability: route({
        method: "GET",
        path: "/v1/performances/{performanceId}/availability",
        summary: "See what is left of a performance",
        description: "Counts by section and category. They are at most two seconds old at the service, and cached for as long at the edge: made for pages that ask every few seconds. " +
            "Seats that are neither free, held nor sold are blocked or kept back. The seats themselves are at `GET …/seats`.",
        caller: "anyone",
        params: ofPerformance,
        responses: { 200: { description: "What is left, by section and category.", body: AvailabilitySchema } },
        errors: ["PERFORMANCE_NOT_FOUND"],
        cache: { browserSeconds: 1, edgeSeconds: 2 },
    }),
};

/** Promotion codes of a concert, for operators. A buyer enters one on a reservation: contract/reservations.ts. */
import * as z from "zod/mini";
import { areUnique, ConcertId, Count, NewName, NextCursor, ofConcert, Page, SEATS_PER_HOLD_MAX, secondsOf, Time, } from "#contract/common.ts";
import { CATEGORIES_MAX, CATEGORY_LENGTH_MAX, PromotionCode, SEAT_PRICE_MAX } from "#contract/prices.ts";
import { route } from "#contract/route.ts";
const USES_MAX = 1000000;
const isBefore = (from, until) => secondsOf(from) < secondsOf(until);
const percentOff = z
    .int()
    .check(z.gte(1), z.lte(100), z.describe("Percent off the price of each seat, rounded down to the won."));
const amountOff = z
    .int()
    .check(z.gte(1), z.lte(SEAT_PRICE_MAX * SEATS_PER_HOLD_MAX), z.describe("Won off the price of all seats of a reservation together. No seat costs less than 0."));
const usesMax = z.int().check(z.gte(1), z.lte(USES_MAX), z.describe("The most payments that may use the code."));
const from = Time.check(z.describe("From when the code can be used. Default: at once."));
const until = Time.check(z.describe("Until when the code can be used, payment included. Default: without end."));
const categories = z
    .array(NewName.check(z.maxLength(CATEGORY_LENGTH_MAX)))
    .check(z.minLength(1), z.maxLength(CATEGORIES_MAX), z.refine(areUnique, "A category may be listed only once."), z.describe("The categories of the seats that it is for. Default: all of them."));
export const NewPromotionSchema = z
    .strictObject({
    code: PromotionCode,
    percentOff: z.optional(percentOff),
    amountOff: z.optional(amountOff),
    usesMax,
    from: z.optional(from),
    until: z.optional(until),
    categories: z.optional(categories),
})
    .check(z.refine((wanted) => (wanted.percentOff === undefined) !== (wanted.amountOff === undefined), {
    message: "Send either percentOff or amountOff.",
    path: ["percentOff"],
}), z.refine((wanted) => wanted.from === undefined || wanted.until === undefined || isBefore(wanted.from, wanted.until), {
    message: "until must be at least a second after from: times are kept in whole seconds.",
    path: ["until"],
}))
    .register(z.globalRegistry, {
    id: "NewPromotion",
    examples: [
        { code: "EARLY-BIRD", percentOff: 10, usesMax: 500, until: "2026-12-10T15:00:00Z" },
        { code: "FRIENDS", amountOff: 20000, usesMax: 50, categories: ["R", "S"] },
    ],
});
export const PromotionSchema = z
    .object({
    concertId: ConcertId,
    code: PromotionCode.check(z.describe("The code in capital letters.")),
    percentOff: z
        .nullable(percentOff)
        .check(z.describe("Percent off the price of each seat; null if an amount is off.")),
    amountOff: z
        .nullable(amountOff)
        .check(z.describe("Won off the price of all seats of a reservation together; null if a percentage is off.")),
    usesMax,
    used: Count.check(z.describe("Payments that use it now. A payment counts no more once all of its seats have been cancelled.")),
    from: z.nullable(Time).check(z.describe("From when the code can be used; null: from the beginning.")),
    until: z.nullable(Time).check(z.describe("Until when the code can be used; null: without end.")),
    categories: z
        .nullable(z.array(z.string()))
        .check(z.describe("The categories of the seats that it is for; null: all of them.")),
    createdAt: Time,
    createdBy: z.string().check(z.describe("User id of the operator.")),
})
    .register(z.globalRegistry, {
    id: "Promotion",
    examples: [
        {
            concertId: "con_8Yq2mV0sT1",
            code: "EARLY-BIRD",
            percentOff: 10,
            amountOff: null,
            usesMax: 500,
            used: 123,
            from: null,
            until: "2026-12-10T15:00:00.000Z",
            categories: null,
            createdAt: "2026-11-26T09:00:00.000Z",
            createdBy: "operator",
        },
    ],
});
export const PromotionListSchema = z
    .object({ items: z.array(PromotionSchema), nextCursor: NextCursor })
    .register(z.globalRegistry, { id: "PromotionList" });
export const promotionRoutes = {
    createPromotion: route({
        method: "POST",
        path: "/v1/admin/concerts/{concertId}/promotion-codes",
        summary: "Create a promotion code",
        description: "A code never changes. A repeat with the same Idempotency-Key returns the promotion created first, with the uses it has by then.",
        caller: "operator",
        idempotencyKey: "optional",
        params: ofConcert,
        body: NewPromotionSchema,
        responses: { 201: { description: "The promotion was created.", body: PromotionSchema } },
        errors: ["CONCERT_NOT_FOUND", "PROMOTION_CODE_EXISTS"],
    }),
    listPromotions: route({
        method: "GET",
        path: "/v1/admin/concerts/{concertId}/promotion-codes",
        summary: "List the promotion codes of a concert, with their uses",
        caller: "operator",
        params: ofConcert,
        query: Page,
        responses: {
            200: { description: "A page of promotions, in the order of their codes.", body: PromotionListSchema },
        },
        errors: ["CONCERT_NOT_FOUND"],
    }),
};

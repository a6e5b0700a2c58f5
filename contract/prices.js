/** What seats cost: the price types of each category, and the booking fee, and how a promotion code is written. An operator gives them with a performance. */
import * as z from "zod/mini";
import { areUnique, NewName, SEATS_PER_HOLD_MAX, Won } from "#contract/common.ts";
/** The highest price of a seat, in won. */
export const SEAT_PRICE_MAX = 10000000;
/** The highest booking fee of a seat, in won. */
export const BOOKING_FEE_MAX = 100000;
export const CATEGORIES_MAX = 90;
const TYPES_PER_CATEGORY_MAX = 20;
export const CATEGORY_LENGTH_MAX = 20;
const TYPE_NAME_LENGTH_MAX = 40;
/** Id of the only price type of a category that has one price for everybody. */
export const STANDARD_PRICE_TYPE = "standard";
export const PriceTypeId = z
    .string()
    .check(z.regex(/^[a-z0-9-]{1,20}$/, "A price type has 1 to 20 lower-case letters, digits and dashes."), z.describe("Id of a price type, such as standard, youth or companion."), z.meta({ examples: [STANDARD_PRICE_TYPE] }));
export const PromotionCode = z
    .string()
    .check(z.regex(/^[A-Za-z0-9-]{4,32}$/, "A promotion code has 4 to 32 letters, digits and dashes."), z.describe("A promotion code. Capital and small letters are the same."), z.meta({ examples: ["EARLY-BIRD"] }));
/** A text in the languages of the pages. */
const inBothLanguages = (text) => z.strictObject({ ko: text, en: text });
const most = (meaning) => z.optional(z.int().check(z.gte(1), z.lte(SEATS_PER_HOLD_MAX), z.describe(meaning)));
export const PriceTypeSchema = z
    .strictObject({
    priceType: PriceTypeId,
    name: inBothLanguages(NewName.check(z.maxLength(TYPE_NAME_LENGTH_MAX))).check(z.describe("Its name in Korean and English.")),
    amount: Won.check(z.lte(SEAT_PRICE_MAX), z.describe("Price of a seat in won, without the booking fee. 0: free.")),
    eligibility: z
        .optional(inBothLanguages(NewName))
        .check(z.describe("The people who may have it, in Korean and English. Absent: everybody.")),
    checkedAtDoor: z._default(z.boolean().check(z.describe("Whether the person has to show at the door that they may have it.")), false),
    maxPerReservation: most("The most seats of one reservation that may have this type, in all categories together."),
    maxPerAccessibleSeat: most("The most seats of this type, in all categories together, for each accessible seat of the reservation: 2 allows two companions per wheelchair place, and none without one."),
})
    .register(z.globalRegistry, {
    id: "PriceType",
    examples: [
        {
            priceType: "youth",
            name: { ko: "청소년", en: "Youth" },
            amount: 90000,
            eligibility: { ko: "만 13세부터 18세까지", en: "Aged 13 to 18" },
            checkedAtDoor: true,
        },
    ],
});
export const CategoryPricesSchema = z
    .strictObject({
    category: NewName.check(z.maxLength(CATEGORY_LENGTH_MAX), z.describe("A category of seats."), z.meta({ examples: ["R"] })),
    types: z.array(PriceTypeSchema).check(z.minLength(1), z.maxLength(TYPES_PER_CATEGORY_MAX), z.refine((types) => areUnique(types.map(({ priceType }) => priceType)), "A price type may be listed only once in a category."), z.describe("The first one is the price of a seat for which none is named.")),
})
    .register(z.globalRegistry, { id: "CategoryPrices" });
export const PriceListSchema = z.array(CategoryPricesSchema).check(z.minLength(1), z.maxLength(CATEGORIES_MAX), z.refine((prices) => areUnique(prices.map(({ category }) => category)), "A category may be listed only once."), z.describe("The price types of each category."), z.meta({
    examples: [
        [
            {
                category: "R",
                types: [
                    { priceType: "standard", name: { ko: "일반", en: "Standard" }, amount: 150000, checkedAtDoor: false },
                    {
                        priceType: "companion",
                        name: { ko: "동반자", en: "Companion" },
                        amount: 75000,
                        checkedAtDoor: true,
                        maxPerAccessibleSeat: 2,
                    },
                ],
            },
        ],
    ],
}));
export const BookingFee = Won.check(z.lte(BOOKING_FEE_MAX), z.describe("Booking fee of each seat in won, on top of its price."), z.meta({ examples: [2000] }));

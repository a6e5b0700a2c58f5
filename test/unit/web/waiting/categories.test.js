import { describe, expect, it } from "@jest/globals";
import { categoryLines } from "#web/booking/waiting/categories.ts";
const prices = (category, ...amounts) => ({
    category,
    types: amounts.map((amount, index) => ({
        priceType: `type-${index}`,
        name: { ko: "일반", en: "Standard" },
        amount,
        checkedAtDoor: false,
    })),
});
describe("the prices of a concert by category", () => {
    it("range over its performances, dearest first, with those sold out marked", () => {
        const lines = categoryLines([
            { calledOff: false, prices: [prices("S", 90000, 50000), prices("R", 150000)] },
            { calledOff: false, prices: [prices("S", 80000)] },
        ], ["R"]);
        expect(lines).toEqual([
            { category: "R", low: 150000, high: 150000, isSoldOut: true },
            { category: "S", low: 80000, high: 90000, isSoldOut: false },
        ]);
    });
    it("leave out performances that were called off", () => {
        expect(categoryLines([{ calledOff: true, prices: [prices("S", 90000)] }], [])).toEqual([]);
    });
});

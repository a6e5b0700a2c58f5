import { describe, expect, it } from "@jest/globals";
import { missingWon, quickAmounts, sensibleAmount, typedAmount } from "#web/booking/points/top-up-amounts.ts";
describe("what is missing", () => {
    it("is the price less the balance, and never below 0", () => {
        expect(missingWon(0, 132000)).toBe(132000);
        expect(missingWon(100000, 132000)).toBe(32000);
        expect(missingWon(132000, 132000)).toBe(0);
        expect(missingWon(500000, 132000)).toBe(0);
    });
});
describe("amounts for a top-up", () => {
    it.each([
        [1, 1000],
        [3200, 4000],
        [9999, 10000],
        [10000, 10000],
        [32000, 40000],
        [132000, 140000],
    ])("begins with %i won as %i", (missing, amount) => {
        expect(sensibleAmount(missing)).toBe(amount);
    });
    it("always covers what is missing", () => {
        for (let missing = 1; missing < 400000; missing += 977) {
            for (const amount of quickAmounts(missing))
                expect(amount).toBeGreaterThanOrEqual(missing);
            expect(quickAmounts(missing)).toContain(sensibleAmount(missing));
        }
    });
    it("offers each amount once, smallest first", () => {
        expect(quickAmounts(32000)).toEqual([32000, 40000, 50000, 100000]);
        expect(quickAmounts(100000)).toEqual([100000]);
        expect(quickAmounts(132000)).toEqual([132000, 140000, 150000, 200000]);
        expect(quickAmounts(0)).toEqual([10000, 30000, 50000, 100000]);
    });
    it("offers nothing above what the service takes", () => {
        expect(quickAmounts(12000000, 10000000)).toEqual([10000000]);
        expect(quickAmounts(0, 30000)).toEqual([10000, 30000]);
    });
    it.each([
        ["50,000", 50000],
        ["50000원", 50000],
        ["₩ 50 000", 50000],
        ["５００００", 50000],
        ["", undefined],
        ["0", undefined],
        ["-5000", undefined],
        ["many", undefined],
        ["9999999999999", undefined],
    ])("reads %p as %p", (text, amount) => {
        expect(typedAmount(text)).toBe(amount);
    });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { differenceOf, narrowed } from "#web/shared/clock/clock-bounds.ts";
const SERVER_MS = Date.parse("2026-12-01T11:00:00Z");
describe("the service's clock", () => {
    test("is bounded by one response to its second and its way", () => {
        const bounds = narrowed(undefined, { serverMs: SERVER_MS, sentMs: 100, receivedMs: 300, ageMsMax: 0 });
        expect(bounds).toEqual({ low: SERVER_MS - 300, high: SERVER_MS + 1000 - 100 });
    });
    test("is believed anew when a response contradicts what is known, as after the machine has slept", () => {
        const before = narrowed(undefined, { serverMs: SERVER_MS, sentMs: 100, receivedMs: 120, ageMsMax: 0 });
        const later = { serverMs: SERVER_MS + 3600000, sentMs: 200, receivedMs: 220, ageMsMax: 0 };
        expect(narrowed(before, later)).toEqual(narrowed(undefined, later));
    });
    /** Responses of a clock that is ahead by `difference`: on their ways for some time, some from a cache. */
    const samples = (difference) => fc
        .array(fc.record({ gap: fc.nat(60000), there: fc.nat(3000), back: fc.nat(3000), age: fc.constantFrom(0, 0, 6000) }), { minLength: 1, maxLength: 30 })
        .map((ways) => {
        let nowMs = 1000;
        return ways.map(({ gap, there, back, age }) => {
            const sentMs = nowMs + gap;
            const madeMs = sentMs + there - age;
            nowMs = sentMs + there + back;
            const serverMs = Math.floor((madeMs + difference) / 1000) * 1000;
            return { serverMs, sentMs, receivedMs: nowMs, ageMsMax: age };
        });
    });
    test("is always between the bounds, and never said to be later by more than half a second", () => {
        fc.assert(fc.property(fc
            .integer({ min: SERVER_MS - 1e9, max: SERVER_MS + 1e9 })
            .chain((difference) => fc.tuple(fc.constant(difference), samples(difference))), ([difference, all]) => {
            let bounds;
            for (const sample of all)
                bounds = narrowed(bounds, sample);
            if (bounds === undefined)
                throw new Error("There is at least one sample.");
            expect(bounds.low).toBeLessThanOrEqual(difference);
            expect(bounds.high).toBeGreaterThanOrEqual(difference);
            expect(differenceOf(bounds) - difference).toBeLessThanOrEqual(500);
        }));
    });
});

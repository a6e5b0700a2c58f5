import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { clockTime, durationIn, durationRangeIn } from "#web/shared/format/durations.ts";
describe("a duration", () => {
    it.each([
        [0, "0초", "0 seconds"],
        [1, "1초", "1 second"],
        [59.9, "59초", "59 seconds"],
        [60, "1분", "1 minute"],
        [270, "4분 30초", "4 minutes 30 seconds"],
        [3600, "1시간", "1 hour"],
        [3660, "1시간 1분", "1 hour 1 minute"],
        [90061, "1일 1시간", "1 day 1 hour"],
        [-5, "0초", "0 seconds"],
    ])("of %s seconds is %s, %s", (seconds, ko, en) => {
        expect(durationIn("ko", seconds)).toBe(ko);
        expect(durationIn("en", seconds)).toBe(en);
    });
});
describe("a range of durations", () => {
    it.each([
        [0, 20, "1분 안", "less than a minute"],
        [0, 150, "3분 안", "up to 3 minutes"],
        [200, 350, "약 3~6분", "about 3 to 6 minutes"],
        [180, 180, "약 3분", "about 3 minutes"],
        [1500, 2600, "약 25~45분", "about 25 to 45 minutes"],
        [3000, 6000, "약 50분~2시간", "about 50 minutes to 2 hours"],
        [3600, 7200, "약 1~2시간", "about 1 to 2 hours"],
        [5400, 9000, "약 1시간 30분~2시간 30분", "about 1 hour 30 minutes to 2 hours 30 minutes"],
    ])("from %s to %s seconds is %s, %s", (low, high, ko, en) => {
        expect(durationRangeIn("ko", low, high)).toBe(ko);
        expect(durationRangeIn("en", low, high)).toBe(en);
    });
    it("is never empty or not a number", () => {
        fc.assert(fc.property(fc.nat(400000), fc.nat(400000), (low, more) => {
            for (const language of ["ko", "en"]) {
                expect(durationRangeIn(language, low, low + more)).toMatch(/\d|minute/);
                expect(durationRangeIn(language, low, low + more)).not.toMatch(/NaN|undefined/);
            }
        }));
    });
});
describe("a clock that counts down", () => {
    it.each([
        [300, "5:00"],
        [299.2, "5:00"],
        [61, "1:01"],
        [0.4, "0:01"],
        [0, "0:00"],
        [-3, "0:00"],
        [3661, "1:01:01"],
    ])("shows %s seconds as %s", (seconds, shown) => {
        expect(clockTime(seconds)).toBe(shown);
    });
});

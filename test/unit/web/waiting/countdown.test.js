import { describe, expect, it } from "@jest/globals";
import { countdownOf } from "#web/booking/waiting/countdown.ts";
describe("a countdown", () => {
    it.each([
        [0, 0, "0:00"],
        [-5, 0, "0:00"],
        [9.2, 0, "0:10"],
        [581, 0, "9:41"],
        [4181, 0, "1:09:41"],
        [90000, 1, "1:00:00"],
        [86400, 1, "0:00:00"],
    ])("of %d seconds is %d days and %s", (seconds, days, clock) => {
        expect(countdownOf(seconds)).toEqual({ days, clock });
    });
});

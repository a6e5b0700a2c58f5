import { describe, expect, it } from "@jest/globals";
import { meanStaySeconds, updateStay } from "#functions/queue/rules/mean-stay.ts";
import { aQueue } from "#test/support/queue-states.ts";

const { settings } = aQueue();
const NOTHING = { stayedSeconds: 0, departures: 0 };

describe("the mean stay", () => {
  it("is a quarter of the longest one before anything was seen", () => {
    expect(meanStaySeconds(NOTHING, settings)).toBe(165);
  });

  it("comes to what is updateStay, with people of whom most are still inside", () => {
    let turnover = NOTHING;
    // 500 people who stay 100 seconds on average: 25 go in every 5 seconds.
    for (let tick = 0; tick < 200; tick += 1) {
      turnover = updateStay(turnover, { seconds: 5, active: 500, departed: 25 });
    }

    expect(meanStaySeconds(turnover, settings)).toBeGreaterThan(99);
    expect(meanStaySeconds(turnover, settings)).toBeLessThan(103);
  });

  it("follows a sale that slows down", () => {
    let turnover = { stayedSeconds: 5_000_000, departures: 50_000 };
    for (let tick = 0; tick < 600; tick += 1)
      turnover = updateStay(turnover, { seconds: 5, active: 500, departed: 10 });

    expect(meanStaySeconds(turnover, settings)).toBeGreaterThan(230);
  });
});

describe("measuring", () => {
  it("leaves things as they are while nobody is inside", () => {
    const before = { stayedSeconds: 1000, departures: 10 };

    expect(updateStay(before, { seconds: 3600, active: 0, departed: 0 })).toEqual(before);
  });

  it("takes a count that was a moment old for no departure", () => {
    expect(updateStay(NOTHING, { seconds: 5, active: 10, departed: -2 })).toEqual({ stayedSeconds: 50, departures: 0 });
  });
});

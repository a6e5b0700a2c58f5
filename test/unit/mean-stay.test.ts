import { describe, expect, it } from "@jest/globals";
import { meanStaySeconds, updateStay } from "#functions/queue/rules/mean-stay.ts";
import { aQueue } from "#test/support/queue-states.ts";

const { settings } = aQueue();
const NOTHING = { stayedSeconds: 0, departures: 0 };

describe("the mean stay", () => {
  it("is a quarter of the longest one before anything is measured", () => {
    expect(meanStaySeconds(NOTHING, settings)).toBe(165);
  });

  it("approaches what is measured, while most people are still inside", () => {
    let totals = NOTHING;
    // 500 people who stay 100 seconds on average: 25 go in every 5 seconds.
    for (let tick = 0; tick < 200; tick += 1) {
      totals = updateStay(totals, { seconds: 5, active: 500, departed: 25 });
    }

    expect(meanStaySeconds(totals, settings)).toBeGreaterThan(99);
    expect(meanStaySeconds(totals, settings)).toBeLessThan(103);
  });

  it("follows a sale that slows down", () => {
    let totals = { stayedSeconds: 5_000_000, departures: 50_000 };
    for (let tick = 0; tick < 600; tick += 1) totals = updateStay(totals, { seconds: 5, active: 500, departed: 10 });

    expect(meanStaySeconds(totals, settings)).toBeGreaterThan(230);
  });
});

describe("updateStay", () => {
  it("changes nothing while nobody is inside", () => {
    const before = { stayedSeconds: 1000, departures: 10 };

    expect(updateStay(before, { seconds: 3600, active: 0, departed: 0 })).toEqual(before);
  });

  it("does not count a rise as a departure: a count may be a moment old", () => {
    expect(updateStay(NOTHING, { seconds: 5, active: 10, departed: -2 })).toEqual({ stayedSeconds: 50, departures: 0 });
  });
});

import { describe, expect, it } from "@jest/globals";
import { pauseSeconds, secondsUntilRejoin, tooRecent } from "#functions/queue/rules/rejoin-pause.ts";
import { NOW } from "#test/support/queue-states.ts";

describe("the pause before an account may join again", () => {
  it.each([
    [1, 0],
    [5, 0],
    [6, 5],
    [7, 10],
    [8, 20],
    [11, 160],
    [12, 300],
    [5000, 300],
  ])("is, before place %p, %p s", (generation, seconds) => {
    expect(pauseSeconds(generation)).toBe(seconds);
  });

  it("Q10: lets one account have no more than 11 places in ten minutes", () => {
    let [generation, joinedAt] = [1, NOW];
    for (let now = NOW; now < NOW + 600; now += 1) {
      while (secondsUntilRejoin({ generation, joinedAt }, now) === 0) [generation, joinedAt] = [generation + 1, now];
    }

    expect(generation).toBe(11);
  });

  it("begins with the join, not with the end of the place", () => {
    const place = { generation: 5, joinedAt: NOW };

    expect([0, 1, 4, 5, 100].map((seconds) => secondsUntilRejoin(place, NOW + seconds))).toEqual([5, 4, 1, 0, 0]);
  });

  it("keeps nobody for the hour by which a clock was set back", () => {
    expect(secondsUntilRejoin({ generation: 9, joinedAt: NOW + 3600 }, NOW)).toBe(0);
    // Clocks of two functions may differ by seconds.
    expect(secondsUntilRejoin({ generation: 9, joinedAt: NOW + 1 }, NOW)).toBeGreaterThan(0);
  });

  it("is the same in the condition of the write", () => {
    for (const joinedAt of [NOW - 100, NOW - 10, NOW - 9, NOW, NOW + 60, NOW + 61]) {
      const range = tooRecent({ generation: 7, joinedAt: NOW });
      const isRefused = range !== undefined && range.from <= joinedAt && joinedAt <= range.to;

      expect(secondsUntilRejoin({ generation: 6, joinedAt }, NOW) > 0).toBe(isRefused);
    }
  });
});

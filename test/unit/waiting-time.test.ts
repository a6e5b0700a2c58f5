import { describe, expect, it } from "@jest/globals";
import type { Line } from "#functions/queue/line.ts";
import { estimatedWait, pollSeconds, watchSeconds } from "#functions/queue/waiting-time.ts";

const NOW = 1_800_000_000;

const line = (change: Partial<Line> = {}, opensAt = NOW - 10): Line => ({
  concertId: "con_1",
  settings: {
    maxActive: 1,
    admitPerTick: 1,
    claimSeconds: 60,
    passSeconds: 1,
    paused: false,
    opensAt,
    closesAt: NOW + 1000,
  },
  revision: 0,
  issued: 0,
  served: 0,
  commitment: "",
  seed: "",
  lobbySize: 0,
  soldOut: false,
  admittedPerMinute: 600,
  settledTo: 0,
  ...change,
});

describe("pollSeconds", () => {
  it("grows with the distance, from 2 to 30 seconds", () => {
    const seconds = [0, 80, 200, 1200, 100_000].map((ahead) => pollSeconds(line(), ahead, NOW));

    expect(seconds).toEqual([2, 2, 5, 30, 30]);
  });

  it("goes by the line as a whole while there is no number", () => {
    expect(pollSeconds(line({ lobbySize: undefined }, NOW + 80), null, NOW)).toBe(20);
  });

  it("sends nobody far behind to poll every other second because the line is full", () => {
    expect(pollSeconds(line({ admittedPerMinute: 0 }), 5000, NOW)).toBe(30);
    expect(pollSeconds(line({ admittedPerMinute: 0 }), 0, NOW)).toBe(2);
  });

  it("never lets a turn come and go between two polls", () => {
    const short = line();
    const settings = { ...short.settings, claimSeconds: 10 };

    expect(pollSeconds({ ...short, settings }, 100_000, NOW)).toBe(5);
    expect(pollSeconds({ ...short, settings: { ...settings, claimSeconds: 1 } }, 100_000, NOW)).toBe(1);
  });
});

describe("watchSeconds", () => {
  it.each([
    ["OPEN", line(), 2],
    ["LOBBY, long before", line({ lobbySize: undefined }, NOW + 3600), 30],
    ["LOBBY, at the opening", line({ lobbySize: undefined }, NOW), 2],
    ["SOLD_OUT", line({ soldOut: true }), 10],
  ])("is right when %s", (_, watched, expected) => {
    expect(watchSeconds(watched, NOW)).toBe(expected);
  });
});

describe("estimatedWait", () => {
  it("is a range around the wait at the pace of the last minute", () => {
    expect(estimatedWait(line(), 600)).toEqual({ low: 48, high: 90 });
  });

  it("is not made up without a pace", () => {
    expect(estimatedWait(line({ admittedPerMinute: 0 }), 600)).toBeNull();
    expect(estimatedWait(line(), null)).toBeNull();
  });
});

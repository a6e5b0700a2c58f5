import { describe, expect, it } from "@jest/globals";
import { estimatedWait, pollSeconds, watchSeconds } from "#functions/queue/rules/waiting-time.ts";
import { aQueue, NOW } from "#test/support/queue-states.ts";

const TICK_SECONDS = 5;
const at = (ahead: number, lane: "GENERAL" | "PRESALE" = "GENERAL") => ({ lane, ahead });
/** 600 people stay 60 seconds each: ten go and ten come every second. */
const BUSY = {
  settings: { maxActive: 600, admitPerTick: 100 },
  stats: { at: NOW, active: 600, room: 0, stayedSeconds: 36_000_000, departures: 600_000 },
};
const busy = aQueue(BUSY);
const lobby = (opensAt: number) => aQueue({ settings: { opensAt }, general: { drawnTo: undefined } });

const poll = (queue: typeof busy, ahead: number | null, random = 0): number =>
  pollSeconds(queue, ahead === null ? null : at(ahead), NOW, { tickSeconds: TICK_SECONDS, random });

describe("pollSeconds", () => {
  it("grows with the distance, from 2 to 30 seconds", () => {
    expect([0, 79, 199, 1199, 100_000].map((ahead) => poll(busy, ahead))).toEqual([2, 2, 5, 30, 30]);
  });

  it("is shortened by up to a quarter, so that a crowd does not come back together", () => {
    expect([0, 0.5, 1].map((random) => poll(busy, 100_000, random))).toEqual([30, 26, 23]);
    expect(poll(busy, 0, 1)).toBe(2);
  });

  it("brings the lobby back within 15 seconds after the opening", () => {
    expect([0, 0.5, 1].map((random) => poll(lobby(NOW + 4), null, random))).toEqual([4, 12, 19]);
    expect(poll(lobby(NOW + 3600), null)).toBe(30);
  });

  it("never lets a turn come and go between two polls", () => {
    const short = (claimSeconds: number) => aQueue({ ...BUSY, settings: { ...BUSY.settings, claimSeconds } });

    expect(poll(short(10), 100_000)).toBe(5);
    expect(poll(short(1), 100_000)).toBe(1);
  });
});

describe("watchSeconds", () => {
  it.each([
    ["OPEN", aQueue(), 2],
    ["LOBBY, long before", lobby(NOW + 3600), 30],
    ["LOBBY, at the opening", lobby(NOW), 2],
    ["SOLD_OUT", aQueue({ soldOut: true }), 10],
    ["CLOSED", aQueue({ settings: { closesAt: NOW } }), 30],
  ])("is right when %s", (_, watched, expected) => {
    expect(watchSeconds(watched, NOW)).toBe(expected);
  });
});

describe("estimatedWait", () => {
  const wait = (queue: typeof busy, position = at(599)) => estimatedWait(queue, position, NOW, TICK_SECONDS);

  it("is a range around what people who leave make room for", () => {
    const { low, high } = wait(busy) ?? { low: 0, high: 0 };

    expect(low).toBeLessThan(60);
    expect(high).toBeGreaterThan(60);
    expect(high).toBeLessThan(120);
  });

  it("fills the room that is free at the pace of the ticks", () => {
    const empty = aQueue({ settings: { maxActive: 10_000, admitPerTick: 100 } });

    expect(wait(empty, at(999))).toEqual({ low: 32, high: 80 });
  });

  it("counts what goes to the other lane, as long as somebody waits there", () => {
    const settings = { ...BUSY.settings, presale: { group: "fans", sharePercent: 50 } };
    const both = aQueue({ ...BUSY, settings, general: { issued: 5000 }, presale: { issued: 5000 } });
    const alone = aQueue({ ...BUSY, settings, general: { issued: 5000 } });

    expect(wait(both)?.low).toBe(2 * (wait(alone)?.low ?? 0));
    expect(wait(alone)).toEqual(wait(busy));
    expect(wait(both, at(599, "PRESALE"))).toEqual(wait(both));
  });

  it("is null while the queue does not move", () => {
    expect(wait(aQueue({ ...BUSY, settings: { ...BUSY.settings, paused: true } }))).toBeNull();
    expect(wait(aQueue({ ...BUSY, soldOut: true }))).toBeNull();
    expect(estimatedWait(busy, null, NOW, TICK_SECONDS)).toBeNull();
  });
});

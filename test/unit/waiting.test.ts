import { describe, expect, it } from "@jest/globals";
import {
  againSeconds,
  lobbyPollSeconds,
  nextPollSeconds,
  numberPollSeconds,
  VACANT_AMONG,
  watchSeconds,
} from "#contract/waiting/next-poll.ts";
import { chanceOf, estimatedWait } from "#contract/waiting/outlook.ts";
import { placePollSeconds } from "#contract/waiting/place-poll.ts";
import { ADMITTED_PER_TICK_MAX } from "#functions/queue/rules/admission.ts";
import { publicQueueOf } from "#functions/queue/rules/public-queue.ts";
import { aQueue, NOW } from "#test/support/queue-states.ts";

type Change = Parameters<typeof aQueue>[0];

const shown = (change?: Change) => publicQueueOf(aQueue(change), NOW, { tickSeconds: 5, drawSettleSeconds: 5 });
const at = (ahead: number, lane: "GENERAL" | "PRESALE" = "GENERAL") => ({ lane, ahead });
/** 600 people stay 60 seconds each: ten go and ten come every second. Seats are left for everybody. */
const BUSY = {
  settings: { maxActive: 600, admitPerTick: 100 },
  stats: { at: NOW, active: 600, room: 0, stayedSeconds: 36_000_000, departures: 600_000, seatsLeft: 1_000_000 },
};
const busy = shown(BUSY);
const lobby = (opensAt: number) => shown({ settings: { opensAt }, general: { drawnTo: undefined } });

describe("nextPollSeconds", () => {
  const poll = (queue: typeof busy, ahead: number, random = 0): number => nextPollSeconds(queue, ahead + 1, random);

  it("is a part of the low end of the wait, from 2 seconds to 5 minutes", () => {
    expect([0, 79, 199, 1199, 100_000].map((ahead) => poll(busy, ahead))).toEqual([2, 3, 9, 57, 300]);
  });

  it("is shortened by up to a quarter, so that a crowd does not come back together", () => {
    expect([0, 0.5, 1].map((random) => poll(busy, 100_000, random))).toEqual([300, 262, 225]);
    expect(poll(busy, 0, 1)).toBe(2);
  });

  it("is minutes for people for whom a seat is unlikely, as far as their turn allows", () => {
    const stats = { ...BUSY.stats, seatsLeft: 10, seatsPerPerson: 1 };
    const scarce = shown({ ...BUSY, stats });

    expect(poll(busy, 399)).toBe(19);
    expect(poll(scarce, 399)).toBe(10 + 17);
    expect(poll(scarce, 100_000)).toBe(300);
  });

  it("never lets a turn come and go between two polls", () => {
    const short = (claimSeconds: number) => shown({ ...BUSY, settings: { ...BUSY.settings, claimSeconds } });
    const paused = shown({ ...BUSY, settings: { ...BUSY.settings, paused: true } });

    expect(poll(short(30), 99)).toBe(4);
    expect(poll(short(10), 99)).toBe(1);
    expect(poll(short(1), 99)).toBe(1);
    expect(poll(paused, 99)).toBe(17);
    expect(poll(paused, 1000)).toBe(35 + 17);
  });

  it("knows among how many numbers the service counts the vacant ones", () => {
    expect(VACANT_AMONG).toBe(ADMITTED_PER_TICK_MAX);
  });

  it("reckons with vacant numbers ahead, which are passed over", () => {
    const paused = { ...BUSY, settings: { ...BUSY.settings, paused: true } };

    expect(poll(shown({ ...paused, general: { vacant: 600 } }), 1000)).toBe(15 + 17);
    expect(poll(shown({ ...paused, general: { vacant: 2000 } }), 1000)).toBe(17);
  });
});

describe("lobbyPollSeconds", () => {
  it("looks once around the opening, spread over the time in which the first turns are learned of in time", () => {
    expect([0, 0.5, 1].map((random) => lobbyPollSeconds(lobby(NOW + 100), random))).toEqual([110, 115, 120]);
    expect(lobbyPollSeconds(lobby(NOW - 100), 0.99)).toBe(14);
  });

  it("waits a quarter of an hour at most, in case the sale is opened earlier", () => {
    expect(lobbyPollSeconds(lobby(NOW + 7200), 0)).toBe(900);
    expect(lobbyPollSeconds(lobby(NOW + 7200), 1)).toBe(675);
  });
});

describe("numberPollSeconds", () => {
  const poll = (queue: typeof busy, waitedSeconds: number, random: number) =>
    numberPollSeconds(queue, { lane: "GENERAL", waitedSeconds }, random);

  it("is 2 seconds where turns come soon, and spread over two and a half minutes where they are far off", () => {
    const far = shown({ ...BUSY, general: { issued: 100_000 } });

    expect([0, 1].map((random) => poll(busy, 0, random))).toEqual([2, 2]);
    expect([0, 0.5, 1].map((random) => poll(far, 0, random))).toEqual([2, 76, 150]);
  });

  it("is soon enough for a drawn number where the join came before the opening", () => {
    const far = shown({ ...BUSY, general: { issued: 100_000 } });

    expect([100, 101].map((waited) => poll(far, waited, 1))).toEqual([150, 17]);
  });

  it("grows with the time that the join has taken", () => {
    expect([0, 10, 40].map((waited) => poll(lobby(NOW + 100), waited, 0))).toEqual([2, 5, 20]);
  });
});

describe("placePollSeconds", () => {
  const poll = (queue: typeof busy, number: number | null, random = 0) =>
    placePollSeconds(
      queue,
      { lane: "GENERAL", arrival: number ?? 1, number, waitedSeconds: 0 },
      { random, pollsPerSecondMax: 100 },
    );

  it("is that of the public queue while few people wait", () => {
    const few = shown({ ...BUSY, general: { issued: 150 } });

    expect(poll(few, 150)).toBe(nextPollSeconds(few, 150, 0));
  });

  it("grows with the number of people who wait, least for those in front", () => {
    const many = shown({ ...BUSY, general: { issued: 1_000_000 } });

    expect(poll(many, 1)).toBe(18);
    expect(poll(many, 1000)).toBeGreaterThan(nextPollSeconds(many, 1000, 0));
    expect(poll(many, 1_000_000)).toBeGreaterThan(3600);
  });

  it("spreads a lobby that would all come at once", () => {
    const large = shown({ settings: { opensAt: NOW + 100 }, general: { drawnTo: undefined, issued: 50_000 } });

    expect([0, 1].map((random) => poll(large, null, random))).toEqual([110, 605]);
  });
});

describe("watchSeconds", () => {
  it.each([
    ["OPEN", shown(), 5],
    ["LOBBY, long before", lobby(NOW + 3600), 30],
    ["LOBBY, at the opening", lobby(NOW), 2],
    ["SOLD_OUT", shown({ soldOut: true }), 10],
    ["CLOSED", shown({ settings: { closesAt: NOW } }), 300],
  ])("is right when %s", (_, watched, expected) => {
    expect(watchSeconds(watched)).toBe(expected);
    expect(watched.nextPollSeconds).toBe(expected);
  });
});

it("againSeconds doubles up to a minute, half of it by chance", () => {
  expect([1, 2, 3, 4, 5, 6, 300].map((refusals) => againSeconds(refusals, 1))).toEqual([3, 6, 12, 24, 48, 60, 60]);
  expect(againSeconds(3, 0)).toBe(6);
});

describe("estimatedWait", () => {
  const wait = (queue: typeof busy, position = at(599)) => estimatedWait(queue, position);

  it("is a range around what people who leave make room for", () => {
    const { low, high } = wait(busy) ?? { low: 0, high: 0 };

    expect(low).toBeLessThan(60);
    expect(high).toBeGreaterThan(60);
    expect(high).toBeLessThan(120);
  });

  it("fills the room that is free at the pace of the ticks", () => {
    const empty = shown({ settings: { maxActive: 10_000, admitPerTick: 100 } });

    expect(wait(empty, at(999))).toEqual({ low: 32, high: 80 });
  });

  it("counts what goes to the other lane, as long as somebody waits there", () => {
    const settings = { ...BUSY.settings, presale: { group: "fans", sharePercent: 50 } };
    const both = shown({ ...BUSY, settings, general: { issued: 5000 }, presale: { issued: 5000 } });
    const alone = shown({ ...BUSY, settings, general: { issued: 5000 } });

    expect(wait(both)?.low).toBe(2 * (wait(alone)?.low ?? 0));
    expect(wait(alone)).toEqual(wait(busy));
    expect(wait(both, at(599, "PRESALE"))).toEqual(wait(both));
  });

  it("is null while the queue does not move", () => {
    expect(wait(shown({ ...BUSY, settings: { ...BUSY.settings, paused: true } }))).toBeNull();
    expect(wait(shown({ ...BUSY, soldOut: true }))).toBeNull();
  });
});

describe("chanceOf", () => {
  const demand = { seatsLeft: 500, demand: { undecided: 100, seatsPerPerson: 0.5, seatsHeld: 200 } };

  it.each([
    ["likely", 0],
    ["likely", 649],
    ["possible", 650],
    ["possible", 1365],
    ["unlikely", 1366],
    ["unlikely", 1e6],
  ])("is %s with %p people ahead", (chance, ahead) => {
    expect(chanceOf(demand, ahead)).toBe(chance);
  });

  it("counts on expired holds when no seat is left, and on nothing when all are sold", () => {
    const none = { seatsLeft: 0, demand: { ...demand.demand, undecided: 0 } };

    expect(chanceOf(none, 0)).toBe("possible");
    expect(chanceOf({ ...none, demand: { ...none.demand, seatsHeld: 0 } }, 0)).toBe("unlikely");
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { reserveLeft, reserveSize, takeOfReserve } from "#functions/queue/rules/lobby-reserve.ts";
import { LANE_START, type LaneName, numberOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { aQueue } from "#test/support/queue-states.ts";

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));

/** A queue whose lobby of this size has just been drawn, in one of the lanes. */
const drawnQueue = (seed: string, lane: LaneName, lobby: number): QueueState => {
  const undrawn = aQueue({ settings: { presale: { group: "fans", sharePercent: 30 } } });
  const start = LANE_START[lane];
  const before = {
    ...undrawn,
    seed,
    lanes: { ...undrawn.lanes, [lane]: { ...undrawn.lanes[lane], issued: start + lobby } },
  };
  const drawnTo = start + lobby + reserveSize(before, lane);
  const drawn = { issued: drawnTo, drawnTo, lateTo: start + lobby, served: start, settledTo: start };
  return { ...before, lanes: { ...before.lanes, [lane]: drawn } };
};

const changeLane = (queue: QueueState, lane: LaneName, change: object): QueueState => ({
  ...queue,
  lanes: { ...queue.lanes, [lane]: { ...queue.lanes[lane], ...change } },
});

const lanes = fc.constantFrom<LaneName>("GENERAL", "PRESALE");
const lobbies = fc.oneof(fc.nat(60), fc.integer({ min: 0, max: 3000 }));
/** Late joins and ticks, in any order: how many join, or how many numbers are served. */
const events = fc.array(
  fc.record({
    kind: fc.constantFrom("join" as const, "join" as const, "serve" as const),
    count: fc.integer({ min: 1, max: 12 }),
  }),
  { maxLength: 20 },
);

describe("the reserve of a lobby", () => {
  it("Q12: gives late joins drawn numbers of their own, whose turn is still to come, as long as there are any", () => {
    fc.assert(
      fc.property(seeds, lanes, lobbies, events, (seed, lane, lobby, all) => {
        let queue = drawnQueue(seed, lane, lobby);
        const { drawnTo = 0 } = queue.lanes[lane];
        const given = new Set<number>();
        for (const { kind, count } of all) {
          const { served, lateTo = 0 } = queue.lanes[lane];
          if (kind === "serve") {
            queue = changeLane(queue, lane, { served: Math.min(drawnTo, served + count) });
            continue;
          }
          const take = takeOfReserve(queue, lane, count);
          const numbers = take.arrivals.map((arrival) => numberOf(queue, arrival) ?? 0);
          for (const number of numbers) {
            expect(number).toBeGreaterThan(served);
            expect(number).toBeLessThanOrEqual(drawnTo);
            expect(given.has(number)).toBe(false);
            given.add(number);
          }
          for (const arrival of take.missed) expect(numberOf(queue, arrival)).toBeLessThanOrEqual(served);
          // Whatever was looked at is used up, so that no later join gets it.
          expect(take.lateTo).toBe(lateTo + take.arrivals.length + take.missed.length);
          expect(take.arrivals.length).toBeLessThanOrEqual(count);
          queue = changeLane(queue, lane, { lateTo: take.lateTo });
          const isShort = take.arrivals.length < count;
          if (isShort && lobby < 100) expect(reserveLeft(queue.lanes[lane])).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("Q7: is drawn with the lobby, so that every arrival has one number and every number one arrival", () => {
    fc.assert(
      fc.property(seeds, lanes, fc.nat(200), (seed, lane, lobby) => {
        const queue = drawnQueue(seed, lane, lobby);
        const { drawnTo = 0 } = queue.lanes[lane];
        const arrivals = Array.from({ length: drawnTo - LANE_START[lane] }, (_, index) => LANE_START[lane] + 1 + index);

        expect(new Set(arrivals.map((arrival) => numberOf(queue, arrival)))).toEqual(new Set(arrivals));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [0, 5],
    [1, 5],
    [100, 5],
    [101, 6],
    [1_000_000, 50_000],
  ])("Q12: of %p people is %p: a twentieth, and five at least", (lobby, reserve) => {
    const queue = changeLane(aQueue(), "GENERAL", { issued: lobby, drawnTo: undefined });

    expect(reserveSize(queue, "GENERAL")).toBe(reserve);
  });

  it("is empty for a presale lane that the concert does not have", () => {
    expect(reserveSize(aQueue(), "PRESALE")).toBe(0);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decide, sizeOf } from "#functions/queue/rules/admission.ts";
import type { QueueState } from "#functions/queue/rules/queue-state.ts";
import { NONE_VACANT } from "#functions/queue/rules/vacant-numbers.ts";
import { AMPLE, aQueue, NOW } from "#test/support/queue-states.ts";

const OPTIONS = { tickSeconds: 5, clockSkewSeconds: 2, inventoryPercent: 120 };
const ADMIT_PER_TICK = 10;
const CROWDED = aQueue({
  settings: { maxActive: 1_000_000, admitPerTick: ADMIT_PER_TICK, closesAt: NOW + 1e6 },
  general: { issued: 1_000_000 },
});

interface Tick {
  /** After the tick before; 0 for two at once. */
  readonly seconds: number;
  /** Ahead of the true time. */
  readonly clockOffset: number;
  /** Free seats: fewer than the pace allows, or plenty. */
  readonly free: number;
}

const ticks: fc.Arbitrary<readonly Tick[]> = fc.array(
  fc.record({
    seconds: fc.oneof(fc.constantFrom(0, 0, 4, 5, 5, 6, 7), fc.nat(12)),
    clockOffset: fc.constantFrom(-1, 0, 0, 1),
    free: fc.constantFrom(3, 7, AMPLE.free),
  }),
  { minLength: 2, maxLength: 40 },
);

const tickOnce = (queue: QueueState, now: number, { clockOffset, free }: Tick, options = OPTIONS) => {
  const facts = {
    now: now + clockOffset,
    clockId: String(clockOffset),
    queue,
    shards: [],
    vacant: NONE_VACANT,
    inventory: { ...AMPLE, free },
  };
  const { served, pace, stats, admitted } = decide(facts, options);
  const { GENERAL, PRESALE } = queue.lanes;
  const after = { ...queue, pace, stats, lanes: { GENERAL: { ...GENERAL, served: served.GENERAL }, PRESALE } };
  return { after, people: admitted.reduce((sum, cohort) => sum + sizeOf(cohort), 0) };
};

/** The most people admitted in any window of tickSeconds, in true time. */
const mostInAWindow = (all: readonly Tick[], options = OPTIONS): number => {
  let [queue, now] = [CROWDED, NOW];
  const admissions: { readonly at: number; readonly people: number }[] = [];
  for (const tick of all) {
    now += tick.seconds;
    const { after, people } = tickOnce(queue, now, tick, options);
    queue = after;
    admissions.push({ at: now, people });
  }
  const inWindowFrom = (from: number) =>
    admissions
      .filter(({ at }) => from <= at && at < from + OPTIONS.tickSeconds)
      .reduce((sum, { people }) => sum + people, 0);
  return Math.max(...admissions.map(({ at }) => inWindowFrom(at)));
};

describe("the pace of admission", () => {
  it("Q11: no window holds more than admitPerTick, whenever ticks run and whatever their clocks show", () => {
    fc.assert(
      fc.property(ticks, (all) => {
        expect(mostInAWindow(all)).toBeLessThanOrEqual(ADMIT_PER_TICK);
      }),
      { numRuns: 3000 },
    );
  });

  it("Q11 positive control: if clocks were taken to agree, the pace would be broken", () => {
    const found = fc.check(
      fc.property(ticks, (all) => mostInAWindow(all, { ...OPTIONS, clockSkewSeconds: 0 }) <= ADMIT_PER_TICK),
      { numRuns: 3000, seed: 1 },
    );

    expect(found.failed).toBe(true);
  });

  it("Q11: regular ticks of one clock lose nothing", () => {
    let queue: QueueState = CROWDED;
    for (let index = 1; index <= 20; index += 1) {
      const { after, people } = tickOnce(queue, NOW + index * 5, { seconds: 5, clockOffset: 0, free: AMPLE.free });
      queue = after;
      expect(people).toBe(ADMIT_PER_TICK);
    }
  });
});

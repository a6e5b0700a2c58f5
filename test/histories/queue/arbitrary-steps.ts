/** Generates single steps. What matters is likely: claims, crashes between two writes, rivals for one place. */
import fc from "fast-check";
import type { Breakpoint } from "#test/histories/engine/invocation.ts";
import {
  type Change,
  DEVICES,
  type Group,
  PEOPLE,
  type Setup,
  type SkewedTask,
  type Step,
  type Task,
} from "#test/histories/queue/history.ts";
import { CLOCK_OFFSET_MAX } from "#test/histories/queue/queue-under-test.ts";

/** Small in most queues; large enough in some that a cohort is counted in several shards. */
const crowdSize = fc.oneof(
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(250) },
);

export const setup: fc.Arbitrary<Setup> = fc.record({
  opensInSeconds: fc.constantFrom(0, 3, 8),
  maxActive: crowdSize,
  admitPerTick: crowdSize,
  claimSeconds: fc.integer({ min: 2, max: 5 }),
  passSeconds: fc.integer({ min: 2, max: 12 }),
  presaleSharePercent: fc.constantFrom(null, 1, 30, 50, 90),
  seed: fc.constantFrom("00", "5a", "c3", "ff").map((byte) => byte.repeat(32)),
});

const person = fc.nat(PEOPLE.length - 1);
/** Mostly the first, so that people go on where they were. */
const device = fc.constantFrom(0, 0, 0, ...DEVICES.keys());
export const clockOffset = fc.constantFrom(0, CLOCK_OFFSET_MAX, -CLOCK_OFFSET_MAX);

export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ setting: fc.constantFrom("maxActive" as const, "admitPerTick"), value: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    setting: fc.constantFrom("claimSeconds" as const, "passSeconds"),
    value: fc.integer({ min: 2, max: 9 }),
  }),
  fc.record({ setting: fc.constant("presaleSharePercent" as const), value: fc.constantFrom(1, 25, 60, 90) }),
  fc.record({ setting: fc.constant("opensInSeconds" as const), value: fc.nat(6) }),
  fc.record({ setting: fc.constantFrom("paused" as const, "closed"), value: fc.constantFrom(0, 0, 1) }),
);

const joins = fc.array(fc.nat(9), { minLength: 1, maxLength: 6, size: "max" });

const personal = (kind: "check" | "leave" | "pay", ...groups: readonly Group[]): fc.Arbitrary<Task> =>
  fc.record({ kind: fc.constant(kind), group: fc.constantFrom(...groups), person, device });

const tick: fc.Arbitrary<Task> = fc.constant({ kind: "tick" });

const task: fc.Arbitrary<Task> = fc.oneof(
  { weight: 3, arbitrary: personal("check", "outside") },
  { weight: 5, arbitrary: personal("check", "claimable") },
  { weight: 2, arbitrary: personal("check", "inside", "anyone") },
  { weight: 2, arbitrary: personal("pay", "inside") },
  { weight: 2, arbitrary: personal("leave", "arriving", "waiting", "claimable", "inside") },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("deliver" as const), joins }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("redeliver" as const), joins }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("gap" as const),
      lane: fc.constantFrom("GENERAL" as const, "PRESALE"),
      numbers: fc.constantFrom(1, 2, 120),
    }),
  },
  { weight: 5, arbitrary: tick },
  { weight: 2, arbitrary: change.map((wanted) => ({ kind: "change" as const, ...wanted })) },
);

const skewed = (some: fc.Arbitrary<Task>): fc.Arbitrary<SkewedTask> => fc.record({ task: some, clockOffset });

const breakpoint: fc.Arbitrary<Breakpoint> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ before: fc.constant("write" as const), nth: fc.constantFrom(1, 1, 1, 2, 3) }) },
  { weight: 1, arbitrary: fc.record({ before: fc.constant("call" as const), nth: fc.integer({ min: 1, max: 4 }) }) },
);

/** Every other one stops somewhere. */
export const run: fc.Arbitrary<Step> = fc
  .tuple(skewed(task), fc.option(breakpoint, { nil: null, freq: 2 }))
  .map(([what, where]) => ({ kind: "run", ...what, breakpoint: where }));

const schedule = fc.array(fc.boolean(), { maxLength: 12, size: "max" });

const atOnce = (tasks: fc.Arbitrary<readonly [SkewedTask, SkewedTask]>): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constant("together" as const), tasks, schedule });

/** Two tasks at once about one place: its owner on two devices, for example. */
export const rivalsOf = (group: Group, one: number): fc.Arbitrary<Step> => {
  const kind = fc.constantFrom("check" as const, "leave", "pay");
  const rival = fc.record({ kind, group: fc.constant(group), person: fc.constant(one), device });
  return atOnce(fc.tuple(skewed(rival), skewed(rival)));
};

export const together: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(fc.constantFrom("inside" as const, "claimable", "arriving", "anyone"), person)
    .chain((one) => rivalsOf(...one)),
  atOnce(fc.tuple(skewed(task), skewed(task))),
  atOnce(fc.tuple(skewed(tick), skewed(fc.oneof(tick, task)))),
);

export const resume: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("resume" as const), which: fc.nat(3) });

export const wait: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("wait" as const),
  seconds: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 9 }) },
    // Longer than a join may be in transit before it is sent again.
    { weight: 1, arbitrary: fc.constant(61) },
  ),
});

export const inventory: fc.Arbitrary<Step> = fc
  .record({ free: fc.oneof(fc.nat(6), fc.constant(50)), held: fc.nat(4), sold: fc.nat(4), holders: fc.nat(4) })
  .map(({ free, held, sold, holders: wished }) => {
    const holders = Math.min(wished, held);
    return {
      kind: "inventory",
      inventory: { capacity: free + held + sold, free, held, holders, buyers: holders + sold },
    };
  });

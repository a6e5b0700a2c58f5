/** Generates histories of a sale. */
import fc from "fast-check";
import { FAULT_KINDS, type Fault } from "#test/histories/race/faults.ts";
import type { History, Round, Step, Task, Which } from "#test/histories/race/history.ts";
import { PRICE, type Setup } from "#test/histories/race/test-sale.ts";

const setup: fc.Arbitrary<Setup> = fc.record({
  people: fc.integer({ min: 2, max: 3 }),
  seats: fc.integer({ min: 2, max: 4 }),
  seatLimit: fc.integer({ min: 2, max: 4 }),
  balance: fc.constantFrom(0, PRICE, 3 * PRICE, 8 * PRICE, 8 * PRICE),
});

/** At the gateway: declined; response lost; request lost; response lost, with two callbacks; two callbacks. */
const TEST_AMOUNTS = [9001, 9002, 9003, 9004, 9005];

const person = fc.nat({ max: 2 });
const which: fc.Arbitrary<Which> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 3 }) },
);

const hold = fc.record({
  kind: fc.constant("hold" as const),
  person,
  from: fc.nat({ max: 3 }),
  seats: fc.integer({ min: 1, max: 3 }),
});
const pay = fc.record({ kind: fc.constant("pay" as const), which });
const release = fc.record({ kind: fc.constant("release" as const), which });
const extend = fc.record({ kind: fc.constant("extend" as const), which });
const change = fc.record({
  kind: fc.constant("change" as const),
  which,
  priceType: fc.constantFrom("standard" as const, "youth" as const),
  some: fc.boolean(),
});
const cancel = fc.record({ kind: fc.constant("cancel" as const), which, some: fc.boolean() });
const topUp = fc.record({
  kind: fc.constant("top-up" as const),
  person,
  amount: fc.constantFrom(0, PRICE, 4 * PRICE, ...TEST_AMOUNTS),
});
const repeat = fc.record({ kind: fc.constant("repeat" as const), which });
const reminder = fc.record({ kind: fc.constant("reminder" as const), which });
const changes = fc.record({
  kind: fc.constant("changes" as const),
  back: fc.nat({ max: 3 }),
  count: fc.integer({ min: 1, max: 5 }),
});
const wait = fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 70 }) });
const endOfHold = fc.record({
  kind: fc.constant("end of hold" as const),
  which,
  seconds: fc.integer({ min: -1, max: 1 }),
});

const fault: fc.Arbitrary<Fault | null> = fc.oneof(
  { weight: 7, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom(...FAULT_KINDS), nth: fc.integer({ min: 1, max: 6 }) }),
  },
);
const clockOffset = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 1 }) },
);

const stepOf = (task: fc.Arbitrary<Task>): fc.Arbitrary<Step> => fc.record({ task, clockOffset, fault });
const roundOf = (...tasks: readonly fc.Arbitrary<Task>[]): fc.Arbitrary<Round> => fc.tuple(...tasks.map(stepOf));

const payLast = fc.constant({ kind: "pay", which: 0 } as const);
const remindOfLast = fc.constant({ kind: "reminder", which: 0 } as const);
/** All that is new in the stream, so that reminders are sent. */
const newChanges = fc.constant({ kind: "changes", back: 0, count: 10 } as const);

const any: fc.Arbitrary<Task> = fc.oneof(
  hold,
  hold,
  pay,
  change,
  extend,
  release,
  cancel,
  topUp,
  repeat,
  reminder,
  changes,
  wait,
  endOfHold,
);

const episodeOf = (...rounds: readonly fc.Arbitrary<Round>[]): fc.Arbitrary<readonly Round[]> => fc.tuple(...rounds);

/** Rounds in which things that are about the same meet, and what leads up to them. */
const episode: fc.Arbitrary<readonly Round[]> = fc.oneof(
  { weight: 5, arbitrary: episodeOf(fc.array(stepOf(any), { minLength: 1, maxLength: 4 })) },
  { weight: 2, arbitrary: episodeOf(roundOf(hold, hold, fc.oneof(hold, repeat))) },
  { weight: 2, arbitrary: episodeOf(roundOf(topUp, topUp, repeat)) },
  { weight: 1, arbitrary: episodeOf(roundOf(changes, changes, hold)) },
  // The end of a hold, and a rival at that moment.
  {
    weight: 4,
    arbitrary: episodeOf(
      roundOf(hold),
      roundOf(newChanges),
      roundOf(endOfHold, fc.oneof(remindOfLast, release, extend), fc.oneof(hold, payLast)),
      roundOf(fc.oneof(remindOfLast, reminder, hold), fc.oneof(hold, payLast)),
    ),
  },
  // A payment, and another request of the same person or of someone else.
  {
    weight: 4,
    arbitrary: episodeOf(
      roundOf(hold),
      roundOf(newChanges),
      roundOf(
        payLast,
        fc.oneof(payLast, endOfHold, release, extend, pay, change, change),
        fc.oneof(hold, remindOfLast, topUp, repeat),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: episodeOf(roundOf(hold), roundOf(payLast), roundOf(cancel, cancel, fc.oneof(topUp, changes, repeat))),
  },
);

const EPISODES_MAX = 5;

/** Without bias, which would leave most of them nearly empty. */
export const histories: fc.Arbitrary<History> = fc.noBias(
  fc.record({
    setup,
    rounds: fc
      .array(episode, { minLength: 1, maxLength: EPISODES_MAX, size: "max" })
      .map((episodes): readonly Round[] => episodes.flat()),
  }),
);

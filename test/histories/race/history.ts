/** What may happen in a history of a sale. Whom and what it is about is found when it happens, so that it can be shortened. */
import fc from "fast-check";
import { FAULT_KINDS, type Fault } from "#test/histories/race/faults.ts";
import { PRICE, type Setup } from "#test/histories/race/test-sale.ts";

/** Counts back from the last one, and around. */
type Which = number;

export type Task =
  | { readonly kind: "hold"; readonly who: number; readonly from: number; readonly seats: number }
  | { readonly kind: "pay" | "extend" | "release"; readonly which: Which }
  | { readonly kind: "cancel"; readonly which: Which; readonly some: boolean }
  | { readonly kind: "charge"; readonly who: number; readonly amount: number }
  /** A request that was sent before, with its key. */
  | { readonly kind: "repeat"; readonly which: Which }
  /** A reminder, whether or not it is due or came before. */
  | { readonly kind: "reminder"; readonly which: Which }
  /** A batch of the stream: what is new, or from further back. */
  | { readonly kind: "changes"; readonly back: number; readonly count: number }
  /** The clock goes on by seconds, or to the end of a hold, or near it. */
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "end of hold"; readonly which: Which; readonly seconds: number };

export interface Step {
  readonly task: Task;
  readonly clockOffset: number;
  readonly fault: Fault | null;
}

/** Steps that are under way together, their calls in any order; rounds follow each other. */
export type Round = readonly Step[];

export interface History {
  readonly setup: Setup;
  readonly rounds: readonly Round[];
}

const setup: fc.Arbitrary<Setup> = fc.record({
  people: fc.integer({ min: 2, max: 3 }),
  seats: fc.integer({ min: 2, max: 4 }),
  seatLimit: fc.integer({ min: 2, max: 4 }),
  balance: fc.constantFrom(0, PRICE, 3 * PRICE, 8 * PRICE, 8 * PRICE),
});

/** At the gateway: declined; the answer is lost; so is the request; the answer, with two callbacks; two callbacks. */
const TEST_AMOUNTS = [9001, 9002, 9003, 9004, 9005];

const who = fc.nat({ max: 2 });
const which: fc.Arbitrary<Which> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 3 }) },
);

const hold = fc.record({
  kind: fc.constant("hold" as const),
  who,
  from: fc.nat({ max: 3 }),
  seats: fc.integer({ min: 1, max: 3 }),
});
const pay = fc.record({ kind: fc.constant("pay" as const), which });
const release = fc.record({ kind: fc.constant("release" as const), which });
const extend = fc.record({ kind: fc.constant("extend" as const), which });
const cancel = fc.record({ kind: fc.constant("cancel" as const), which, some: fc.boolean() });
const charge = fc.record({
  kind: fc.constant("charge" as const),
  who,
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

const lastPaid = fc.constant({ kind: "pay", which: 0 } as const);
const lastReminded = fc.constant({ kind: "reminder", which: 0 } as const);
const told = fc.constant({ kind: "changes", back: 0, count: 10 } as const);

const any: fc.Arbitrary<Task> = fc.oneof(
  hold,
  hold,
  pay,
  extend,
  release,
  cancel,
  charge,
  repeat,
  reminder,
  changes,
  wait,
  endOfHold,
);

const episodeOf = (...rounds: readonly fc.Arbitrary<Round>[]): fc.Arbitrary<readonly Round[]> => fc.tuple(...rounds);

/** Rounds in which things meet that are about the same, and what leads up to them. */
const episode: fc.Arbitrary<readonly Round[]> = fc.oneof(
  { weight: 5, arbitrary: episodeOf(fc.array(stepOf(any), { minLength: 1, maxLength: 4 })) },
  { weight: 2, arbitrary: episodeOf(roundOf(hold, hold, fc.oneof(hold, repeat))) },
  { weight: 2, arbitrary: episodeOf(roundOf(charge, charge, repeat)) },
  { weight: 1, arbitrary: episodeOf(roundOf(changes, changes, hold)) },
  // The end of a hold, and who comes then.
  {
    weight: 4,
    arbitrary: episodeOf(
      roundOf(hold),
      roundOf(told),
      roundOf(endOfHold, fc.oneof(lastReminded, release, extend), fc.oneof(hold, lastPaid)),
      roundOf(fc.oneof(lastReminded, reminder, hold), fc.oneof(hold, lastPaid)),
    ),
  },
  // Two of a person's requests, or somebody else's, meet a payment.
  {
    weight: 4,
    arbitrary: episodeOf(
      roundOf(hold),
      roundOf(told),
      roundOf(
        lastPaid,
        fc.oneof(lastPaid, endOfHold, release, extend, pay),
        fc.oneof(hold, lastReminded, charge, repeat),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: episodeOf(roundOf(hold), roundOf(lastPaid), roundOf(cancel, cancel, fc.oneof(charge, changes, repeat))),
  },
);

const EPISODES_MAX = 5;

/** Without bias, which would leave most of them all but empty. */
export const histories: fc.Arbitrary<History> = fc.noBias(
  fc.record({
    setup,
    rounds: fc
      .array(episode, { minLength: 1, maxLength: EPISODES_MAX, size: "max" })
      .map((episodes): readonly Round[] => episodes.flat()),
  }),
);

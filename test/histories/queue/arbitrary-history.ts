/** Generates histories out of episodes: things that happen together where people queue. */
import fc from "fast-check";
import {
  change,
  clockOffset,
  inventory,
  resume,
  rivalsOf,
  run,
  setup,
  together,
  wait,
} from "#test/histories/queue/arbitrary-steps.ts";
import { type History, PEOPLE, type Step, type Task } from "#test/histories/queue/history.ts";
import { shrinkableSteps } from "#test/histories/queue/shrinkable-steps.ts";

const EPISODES_MAX = 10;

const single = (step: fc.Arbitrary<Step>) => step.map((each): readonly Step[] => [each]);
const plain = (task: Task): Step => ({ kind: "run", task, clockOffset: 0, breakpoint: null });
const times = <T>(count: number, what: T): readonly T[] => Array.from({ length: count }, () => what);

const tick = plain({ kind: "tick" });
const resumeLast: Step = { kind: "resume", which: 0 };
const some = fc.integer({ min: 1, max: PEOPLE.length });

const arrivalOf = (people: number): readonly Step[] => [
  ...times(people, plain({ kind: "check", group: "outside", person: 0, device: 0 })),
  plain({ kind: "deliver", joins: [...Array(people).keys()] }),
];

/** Several people join and are numbered. */
const arrival = some.map(arrivalOf);

/** Someone inside goes on, or learns that the place has expired. */
const visit = fc.oneof(
  fc
    .constantFrom("check" as const, "pay", "leave")
    .map((kind) => plain({ kind, group: "inside", person: 0, device: 0 })),
  rivalsOf("inside", 0),
);

/** A tick, claims of the people it admitted, and visits of those inside. */
const turn = fc
  .tuple(fc.array(rivalsOf("claimable", 0), { maxLength: 1 }), some, fc.array(visit, { maxLength: 2 }))
  .map(([rivals, people, visits]): readonly Step[] => [
    tick,
    ...rivals,
    ...times(people, plain({ kind: "check", group: "claimable", person: 0, device: 0 })),
    ...visits,
  ]);

const meanwhile = fc
  .tuple(wait, fc.array(fc.oneof(arrival, turn), { minLength: 1, maxLength: 3, size: "max" }))
  .map(([pause, episodes]) => [pause, ...episodes.flat()]);

/** A tick has read all it needs. While it waits to write, something happens; or it never writes. */
const lateTick = fc
  .record({
    clockOffset,
    nth: fc.integer({ min: 1, max: 2 }),
    steps: fc.oneof(meanwhile, single(change.map((wanted) => plain({ kind: "change", ...wanted })))),
    ending: fc.constantFrom([resumeLast], [resumeLast], []),
  })
  .map(({ nth, steps, ending, ...clock }): readonly Step[] => [
    { kind: "run", task: { kind: "tick" }, ...clock, breakpoint: { before: "write", nth } },
    ...steps,
    ...ending,
  ]);

/** The ticks of a while come late and together, or twice: several run within one second, on clocks that differ. */
const burst = fc
  .record({
    people: some,
    seconds: fc.integer({ min: 1, max: 5 }),
    clocks: fc.array(clockOffset, { minLength: 2, maxLength: 4 }),
  })
  .map(({ people, seconds, clocks }): readonly Step[] => [
    ...arrivalOf(people),
    { kind: "wait", seconds },
    ...clocks.map((offset): Step => ({ kind: "run", task: { kind: "tick" }, clockOffset: offset, breakpoint: null })),
  ]);

/** People have read that it is their turn, and are slow to claim it. Meanwhile the turn passes to others. */
const lateClaims = fc
  .record({
    clockOffset,
    people: fc.integer({ min: 1, max: 3 }),
    seconds: fc.integer({ min: 4, max: 9 }),
    more: arrival,
  })
  .map(({ people, seconds, more, ...clock }): readonly Step[] => [
    // By now all others have lost their turn, so that there is room.
    { kind: "wait", seconds: 20 },
    tick,
    ...arrivalOf(people),
    tick,
    ...Array.from({ length: people }, (_, index): Step => {
      const claim = { kind: "check", group: "claimable", person: index, device: 0 } as const;
      return { kind: "run", task: claim, ...clock, breakpoint: { before: "write", nth: 1 } };
    }),
    { kind: "wait", seconds },
    ...more,
    tick,
    ...times(people, resumeLast),
  ]);

const episode: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 8, arbitrary: single(run) },
  { weight: 4, arbitrary: single(wait) },
  { weight: 6, arbitrary: single(together) },
  { weight: 1, arbitrary: single(resume) },
  { weight: 1, arbitrary: single(inventory) },
  { weight: 3, arbitrary: arrival },
  { weight: 3, arbitrary: turn },
  { weight: 2, arbitrary: lateTick },
  { weight: 2, arbitrary: burst },
  { weight: 2, arbitrary: lateClaims },
);

/** At first people come, and time passes to the opening. */
const beginning = fc.tuple(
  fc.integer({ min: 1, max: 5 }).map(arrivalOf),
  single(fc.record({ kind: fc.constant("opening" as const), secondsAfter: fc.integer({ min: -1, max: 3 }) })),
  fc.oneof(lateTick, lateTick, single(together), turn),
);

/** The step without what depends on the number of reads: see model-agreement.ts. */
const independentOfReads = (step: Step): Step => {
  if (step.kind === "together") return { ...step, schedule: [] };
  if (step.kind === "run" && step.breakpoint?.before === "call") {
    return { ...step, breakpoint: { before: "write", nth: 1 } };
  }
  return step;
};

const episodes = fc
  .record({
    first: beginning,
    others: fc.array(episode, { maxLength: EPISODES_MAX, size: "max" }),
    isComparable: fc.constantFrom(false, false, true),
  })
  .map(({ first, others, isComparable }) => {
    const all: readonly (readonly Step[])[] = [...first, ...others];
    return isComparable ? all.map((steps) => steps.map(independentOfReads)) : all;
  });

export const histories: fc.Arbitrary<History> = fc.record({ setup, steps: shrinkableSteps(episodes) });

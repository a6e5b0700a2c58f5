/** Generates histories out of episodes: things that happen together where people queue. */
import fc from "fast-check";
import type { Breakpoint } from "#test/histories/engine/invocation.ts";
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
import { type Group, type History, PEOPLE, type Step, type Task } from "#test/histories/queue/history.ts";
import { shrinkableSteps } from "#test/histories/queue/shrinkable-steps.ts";

const EPISODES_MAX = 10;

const single = (step: fc.Arbitrary<Step>) => step.map((each): readonly Step[] => [each]);
const plain = (task: Task): Extract<Step, { kind: "run" }> => ({ kind: "run", task, clockOffset: 0, breakpoint: null });
const times = <T>(count: number, what: T): readonly T[] => Array.from({ length: count }, () => what);

const tick = plain({ kind: "tick" });
const resumeLast: Step = { kind: "resume", which: 0 };
const some = fc.integer({ min: 1, max: PEOPLE.length });

const act = (kind: "check" | "leave" | "pay", group: Group): Step => plain({ kind, group, person: 0, device: 0 });
const join = act("check", "outside");
const deliverAll = plain({ kind: "deliver", joins: [...PEOPLE.keys()] });
const breakpointBefore = (nth: number): Breakpoint => ({ before: "write", nth });

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
    ticks: fc.array(fc.record({ clockOffset, crashesBefore: fc.constantFrom(null, null, null, 1, 2) }), {
      minLength: 2,
      maxLength: 5,
    }),
  })
  .map(({ people, seconds, ticks }): readonly Step[] => [
    ...arrivalOf(people),
    { kind: "wait", seconds },
    ...ticks.map(({ crashesBefore, ...clock }): Step => {
      const breakpoint = crashesBefore === null ? null : breakpointBefore(crashesBefore);
      return { kind: "run", task: { kind: "tick" }, ...clock, breakpoint };
    }),
  ]);

/** Somebody joins and leaves again and again, with ticks in between or without: every number but the last is a ghost. */
const loop = fc
  .record({
    rounds: fc.integer({ min: 1, max: 6 }),
    ticks: fc.boolean(),
    from: fc.constantFrom<Group>("waiting", "claimable"),
  })
  .map(({ rounds, ticks, from }): readonly Step[] => [
    ...Array.from({ length: rounds }, () => [
      join,
      deliverAll,
      ...(ticks || from === "claimable" ? [tick] : []),
      act("leave", from),
    ]).flat(),
    join,
    deliverAll,
    tick,
    act("check", "claimable"),
  ]);

/** SQS delivers one join to two batches at once: the first has read the places and writes after the second. */
const twice = fc.integer({ min: 1, max: 3 }).map((nth): readonly Step[] => {
  const delivery = plain({ kind: "deliver", joins: [0] });
  return [join, { ...delivery, breakpoint: breakpointBefore(nth) }, delivery, resumeLast];
});

/** The clock by which ticks run is set back, for a few seconds or an hour, and put right later. */
const clockSteps = fc
  .record({
    people: some,
    secondsBehind: fc.constantFrom(2, 3, 30, 3600),
    waits: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ people, secondsBehind, waits }): readonly Step[] => [
    ...arrivalOf(people),
    tick,
    { kind: "clock", secondsBehind },
    ...waits.flatMap((seconds): readonly Step[] => [{ kind: "wait", seconds }, tick]),
    { kind: "clock", secondsBehind: 0 },
    tick,
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
  { weight: 3, arbitrary: loop },
  { weight: 2, arbitrary: twice },
  { weight: 1, arbitrary: clockSteps },
  { weight: 2, arbitrary: lateClaims },
);

const opening = fc.record({ kind: fc.constant("opening" as const), secondsAfter: fc.integer({ min: -1, max: 3 }) });

/** At first people come, and time passes to the opening. */
const crowdedBeginning: fc.Arbitrary<readonly (readonly Step[])[]> = fc.tuple(
  fc.integer({ min: 1, max: 5 }).map(arrivalOf),
  single(opening),
  fc.oneof(lateTick, lateTick, single(together), turn),
);

/** A join is sent before the opening and numbered only after the draw, while others come and ticks go on. */
const lateJoin: fc.Arbitrary<readonly (readonly Step[])[]> = fc
  .record({
    people: fc.integer({ min: 0, max: 3 }),
    others: fc.integer({ min: 1, max: 2 }),
    stopsBefore: fc.constantFrom(null, 1, 2, 2, 3),
    ticks: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ people, others, stopsBefore, ticks }) => [
    [...arrivalOf(people), join, { kind: "opening", secondsAfter: 1 }, tick],
    [
      ...times(others, join),
      plain({ kind: "deliver", joins: Array.from({ length: others }, (_, index) => index + 1) }),
    ],
    [
      {
        kind: "run",
        task: { kind: "deliver", joins: [0] },
        clockOffset: 0,
        breakpoint: stopsBefore === null ? null : breakpointBefore(stopsBefore),
      },
      ...times(ticks, [{ kind: "wait", seconds: 2 } as const, tick]).flat(),
      resumeLast,
      tick,
      ...times(3, act("check", "claimable")),
    ],
  ]);

/** Somebody leaves the lobby and joins again, and gets the arrival back just before the draw, or just too late. */
const lobbyRejoin: fc.Arbitrary<readonly (readonly Step[])[]> = fc
  .record({
    people: fc.integer({ min: 1, max: 3 }),
    rounds: fc.integer({ min: 0, max: 2 }),
    stopsBefore: fc.constantFrom(null, 1, 1, 2),
    ticks: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ people, rounds, stopsBefore, ticks }) => [
    [...arrivalOf(people), ...times(rounds, [act("leave", "waiting"), join, deliverAll]).flat()],
    [
      act("leave", "waiting"),
      join,
      {
        kind: "run",
        task: { kind: "deliver", joins: [0] },
        clockOffset: 0,
        breakpoint: stopsBefore === null ? null : breakpointBefore(stopsBefore),
      },
      { kind: "opening", secondsAfter: 1 },
      ...times(ticks, [tick, act("check", "claimable"), { kind: "wait", seconds: 2 } as const]).flat(),
      resumeLast,
      tick,
      ...times(3, act("check", "claimable")),
    ],
  ]);

const beginning = fc.oneof(
  { weight: 4, arbitrary: crowdedBeginning },
  { weight: 1, arbitrary: lateJoin },
  { weight: 1, arbitrary: lobbyRejoin },
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

/** Makes lists of steps that shrink step by step, however they were made up. */
import fc from "fast-check";
import type { Run, Step } from "#test/histories/queue/history.ts";

/** Without some of the steps: half of them at first, at last without one. */
function* shorter(steps: readonly Step[]): Generator<readonly Step[]> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < steps.length; start += size) yield steps.toSpliced(start, size);
  }
}

const simplerRuns = ({ task, clockOffset }: Run): readonly Run[] => [
  ...(clockOffset === 0 ? [] : [{ task, clockOffset: 0 }]),
  ...("joins" in task && task.joins.length > 1
    ? task.joins.map((_, index) => ({ task: { ...task, joins: task.joins.toSpliced(index, 1) }, clockOffset }))
    : []),
  ...("joins" in task && task.joins.some((join, index) => join > index)
    ? [{ task: { ...task, joins: [...task.joins.keys()] }, clockOffset }]
    : []),
  ...("of" in task && task.who > 0 ? [{ task: { ...task, who: 0 }, clockOffset }] : []),
  ...("of" in task && task.device > 0 ? [{ task: { ...task, device: 0 }, clockOffset }] : []),
];

const simplerSteps = (step: Step): readonly Step[] => {
  switch (step.kind) {
    case "run":
      return [
        ...(step.stop === null ? [] : [{ ...step, stop: null }]),
        ...simplerRuns(step).map((run) => ({ ...step, ...run })),
      ];
    case "together": {
      const [first, second] = step.runs;
      return [
        ...step.runs.map((run): Step => ({ kind: "run", ...run, stop: null })),
        ...step.turns.map((_, index) => ({ ...step, turns: step.turns.toSpliced(index, 1) })),
        ...simplerRuns(first).map((run): Step => ({ ...step, runs: [run, second] })),
        ...simplerRuns(second).map((run): Step => ({ ...step, runs: [first, run] })),
      ];
    }
    case "go on":
      return step.which === 0 ? [] : [{ ...step, which: 0 }];
    case "wait":
      return step.seconds <= 1
        ? []
        : [Math.ceil(step.seconds / 2), step.seconds - 1].map((seconds) => ({ ...step, seconds }));
    case "opening":
    case "stock":
      return [];
  }
};

function* simpler(steps: readonly Step[]): Generator<readonly Step[]> {
  for (const [index, step] of steps.entries()) {
    for (const other of simplerSteps(step)) yield steps.with(index, other);
  }
}

class FlatSteps extends fc.Arbitrary<readonly Step[]> {
  readonly #episodes: fc.Arbitrary<readonly (readonly Step[])[]>;

  constructor(episodes: fc.Arbitrary<readonly (readonly Step[])[]>) {
    super();
    this.#episodes = episodes;
  }

  override generate(random: fc.Random): fc.Value<readonly Step[]> {
    return new fc.Value(this.#episodes.generate(random, undefined).value.flat(), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is readonly Step[] {
    return true;
  }

  override shrink(steps: readonly Step[]): fc.Stream<fc.Value<readonly Step[]>> {
    const all = fc.stream(shorter(steps)).join(fc.stream(simpler(steps)));
    return all.map((each) => new fc.Value(each, undefined));
  }
}

/**
 * The steps of episodes, one after the other. fast-check would leave out whole episodes only; of these every single
 * step is left out that a failure does not need. There is no bias either, which would leave most of them all but empty.
 */
export const stepsOf = (episodes: fc.Arbitrary<readonly (readonly Step[])[]>): fc.Arbitrary<readonly Step[]> =>
  new FlatSteps(episodes);

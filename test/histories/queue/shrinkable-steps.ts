/** Lists of steps that shrink step by step, however they were generated. */
import fc from "fast-check";
import type { SkewedTask, Step } from "#test/histories/queue/history.ts";

/** Without some of the steps: half of them at first, a single one at last. */
function* shorter(steps: readonly Step[]): Generator<readonly Step[]> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < steps.length; start += size) yield steps.toSpliced(start, size);
  }
}

const simplerTasks = ({ task, clockOffset }: SkewedTask): readonly SkewedTask[] => [
  ...(clockOffset === 0 ? [] : [{ task, clockOffset: 0 }]),
  ...("joins" in task && task.joins.length > 1
    ? task.joins.map((_, index) => ({ task: { ...task, joins: task.joins.toSpliced(index, 1) }, clockOffset }))
    : []),
  ...("joins" in task && task.joins.some((join, index) => join > index)
    ? [{ task: { ...task, joins: [...task.joins.keys()] }, clockOffset }]
    : []),
  ...("group" in task && task.person > 0 ? [{ task: { ...task, person: 0 }, clockOffset }] : []),
  ...("group" in task && task.device > 0 ? [{ task: { ...task, device: 0 }, clockOffset }] : []),
];

const simplerSteps = (step: Step): readonly Step[] => {
  switch (step.kind) {
    case "run":
      return [
        ...(step.breakpoint === null ? [] : [{ ...step, breakpoint: null }]),
        ...simplerTasks(step).map((simpler) => ({ ...step, ...simpler })),
      ];
    case "together": {
      const [first, second] = step.tasks;
      return [
        ...step.tasks.map((each): Step => ({ kind: "run", ...each, breakpoint: null })),
        ...step.schedule.map((_, index) => ({ ...step, schedule: step.schedule.toSpliced(index, 1) })),
        ...simplerTasks(first).map((simpler): Step => ({ ...step, tasks: [simpler, second] })),
        ...simplerTasks(second).map((simpler): Step => ({ ...step, tasks: [first, simpler] })),
      ];
    }
    case "resume":
      return step.which === 0 ? [] : [{ ...step, which: 0 }];
    case "wait":
      return step.seconds <= 1
        ? []
        : [Math.ceil(step.seconds / 2), step.seconds - 1].map((seconds) => ({ ...step, seconds }));
    case "clock":
    case "opening":
    case "inventory":
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
 * The steps of episodes, one after the other. fast-check would only leave out whole episodes; these lists lose every
 * single step that a failure does not need. They are generated without bias, which would leave most nearly empty.
 */
export const shrinkableSteps = (episodes: fc.Arbitrary<readonly (readonly Step[])[]>): fc.Arbitrary<readonly Step[]> =>
  new FlatSteps(episodes);

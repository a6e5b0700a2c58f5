/** Runs a whole history on a queue, compares it with the model where it can, and lets it drain in the end. */
import { randomUUID } from "node:crypto";
import { FailedRun } from "#test/histories/engine/failed-run.ts";
import { Tally } from "#test/histories/engine/tally.ts";
import { drainQueue } from "#test/histories/queue/drain.ts";
import type { History, Setup } from "#test/histories/queue/history.ts";
import { assertAgreement, isComparable } from "#test/histories/queue/model-agreement.ts";
import type { OpenQueue } from "#test/histories/queue/queue-under-test.ts";
import { StepRunner } from "#test/histories/queue/step-runner.ts";

export interface RunOptions {
  readonly open: OpenQueue;
  /** The queue that this one has to agree with, in histories where both can be compared. */
  readonly openModel?: OpenQueue | undefined;
  readonly tally: Tally;
}

/** @throws FailedRun */
export const runHistory = async (history: History, { open, openModel, tally }: RunOptions): Promise<void> => {
  const runner = await newRunner(open, history, tally);
  try {
    for (const step of history.steps) await runner.run(step);
    if (openModel && isComparable(history)) {
      const model = await newRunner(openModel, history, new Tally());
      for (const step of history.steps) await model.run(step);
      assertAgreement(runner.snapshot, model.snapshot);
      tally.count("histories compared");
    }
    tally.count("invocations that crashed", runner.stoppedInvocations);
    runner.story.push("From here on, the queue is left alone.");
    await drainQueue(runner);
  } catch (error) {
    throw new FailedRun(runner.story, error, { setup: describe(history.setup) });
  }
};

const newRunner = async (open: OpenQueue, { setup }: History, tally: Tally): Promise<StepRunner> => {
  const queue = await open(`con_${randomUUID()}`, setup);
  return new StepRunner(queue, await queue.look(), tally);
};

/** Seeds of the draw repeat one byte. */
const describe = ({ seed, ...settings }: Setup) => ({ ...settings, "seed of the draw": `${seed.slice(0, 2)}…` });

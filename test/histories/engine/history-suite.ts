/** A suite of random histories: runs them, shows its progress, and counts as one test. */
import { type Campaign, runCampaign } from "#test/histories/engine/campaign.ts";
import { Progress } from "#test/histories/engine/progress.ts";
import { failureReport } from "#test/histories/engine/report.ts";
import { FAILED, PASSED } from "#test/histories/engine/single-test.ts";
import { Tally, tallyReport } from "#test/histories/engine/tally.ts";
import type { Counts } from "#test/runner/counts.ts";

export interface HistorySuite<Input> {
  readonly name: string;
  readonly inputs: Campaign<Input>["inputs"];
  readonly concurrency: number;
  readonly shrinkSecondsMax?: number;
  /** @throws FailedRun */
  readonly run: (input: Input, tally: Tally) => Promise<void>;
}

export interface HistoryOptions {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/**
 * Runs histories until one fails, or all have passed.
 * @param command what runs this suite again, but for its seed and path
 */
export const runHistorySuite = async <Input>(
  suite: HistorySuite<Input>,
  { runs, seed, path }: HistoryOptions,
  command: string,
): Promise<Counts> => {
  const tally = new Tally();
  const progress = new Progress(runs);
  const shrinks = path === undefined;
  const { counterexample } = await runCampaign({
    ...suite,
    run: (input) => suite.run(input, tally),
    runs,
    seed,
    path,
    shrinks,
    onPassed: progress.count,
    onFailed: () => {
      progress.end();
      if (shrinks) console.log("  A history has failed. Looking for the shortest one that fails …");
    },
  });
  if (counterexample) {
    const replay = `${command} --seed ${counterexample.seed} --path ${counterexample.path}`;
    console.log(`\nFAILED ${failureReport(suite.name, counterexample.failure, replay)}\n`);
    return FAILED;
  }
  progress.end();
  console.log(`  ok: ${runs} histories in ${progress.seconds.toFixed(1)} s, ${progress.perSecond.toFixed(1)} a second`);
  console.log(tallyReport(tally));
  return PASSED;
};

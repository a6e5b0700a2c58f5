/** The two ways to play a history, each with its positive controls. */

import { Progress } from "#test/histories/engine/progress.ts";
import { Tally, tallyReport } from "#test/histories/engine/tally.ts";
import type { Failure, OpenLine } from "#test/histories/queue/campaign.ts";
import { runCampaign } from "#test/histories/queue/campaign.ts";
import type { Setup } from "#test/histories/queue/history.ts";
import { GUARDS, type Guard, type LineUnderTest } from "#test/histories/queue/queue-under-test.ts";
import { failureReport } from "#test/histories/queue/report.ts";
import { RulesLine } from "#test/histories/queue/rules-queue.ts";
import type { Counts } from "#test/runner/counts.ts";

export type PlayName = "rules" | "store";

export interface Play {
  readonly name: PlayName;
  readonly what: string;
  /** Histories under way at once: enough to keep the engine busy. */
  readonly atOnce: number;
  readonly open: (concertId: string, setup: Setup, without?: Guard) => Promise<LineUnderTest>;
  readonly openModel?: OpenLine;
}

const openRules = (concertId: string, setup: Setup, without?: Guard): Promise<LineUnderTest> =>
  Promise.resolve(new RulesLine(concertId, setup, without));

export const rulesPlay: Play = { name: "rules", what: "by the pure rules, in memory", atOnce: 1, open: openRules };

/** The stores and use cases on a real engine, whose tables the environment names. */
export const storePlay = async (): Promise<Play> => {
  const { StoreLine } = await import("#test/histories/queue/store-queue.ts");
  return {
    name: "store",
    what: "by the stores and use cases, on DynamoDB Local",
    atOnce: 24,
    open: (concertId, setup, without) => StoreLine.open(concertId, setup, without),
    openModel: openRules,
  };
};

export interface PlayOptions {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/** Plays histories until one fails, or all have been played. */
export const playHistories = async (play: Play, { runs, seed, path }: PlayOptions): Promise<Counts> => {
  const tally = new Tally();
  const progress = new Progress(runs);
  const { failure } = await runCampaign({
    ...play,
    openLine: play.open,
    runs,
    seed,
    path,
    shrinks: path === undefined,
    tally,
    onPlayed: progress.count,
    onFailed: () => {
      progress.end();
      if (path === undefined) console.log("  A history has failed. Looking for the shortest that does …");
    },
  });
  if (failure) {
    console.log(`\nFAILED ${failureReport(play.name, failure)}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  progress.end();
  console.log(`  ok: ${runs} histories in ${progress.seconds.toFixed(1)} s, ${progress.perSecond.toFixed(1)} a second`);
  console.log(tallyReport(tally));
  return { passed: 1, failed: 0, skipped: 0 };
};

/** A suite that cannot fail proves nothing: without any one of the conditions it has to, in so many histories. */
const CONTROL_RUNS_MAX = 500;

/** Takes each condition away, one at a time, and sees that it is missed. */
export const playControls = async (play: Play, seed: number): Promise<Counts> => {
  let caught = 0;
  const guards = Object.entries(GUARDS) as [Guard, string][];
  for (const [guard, promise] of guards) {
    const { played, failure } = await runCampaign({
      openLine: (concertId, setup) => play.open(concertId, setup, guard),
      atOnce: play.atOnce,
      runs: CONTROL_RUNS_MAX,
      seed,
      shrinks: false,
      tally: new Tally(),
    });
    if (failure) caught += 1;
    console.log(`  ${play.name}, not heeding that ${promise}: ${verdict(played, failure)}`);
  }
  return { passed: caught, failed: guards.length - caught, skipped: 0 };
};

const verdict = (played: number, failure: Failure | undefined): string =>
  failure === undefined ? `NOT CAUGHT in ${played} histories` : `caught after ${played} (${failure.error.message})`;

/** The suites of `npm run test:race`, on the engine that the environment names. Import after startTestEnvironment(). */
import fc from "fast-check";
import { forEachLimit } from "#test/histories/engine/for-each-limit.ts";
import { runHistorySuite } from "#test/histories/engine/history-suite.ts";
import { runMutationChecks } from "#test/histories/engine/mutation-check.ts";
import { runTest } from "#test/histories/engine/single-test.ts";
import { histories } from "#test/histories/race/arbitrary-history.ts";
import { CONFLICTS, CONTENDED, CROWDS, runCrowd, runWithConflicts } from "#test/histories/race/contention.ts";
import { runCrashPoints } from "#test/histories/race/crash-points.ts";
import { runDuplicates } from "#test/histories/race/duplicates.ts";
import { runHistory } from "#test/histories/race/history-runner.ts";
import { RIVALS, runSeries, seriesAgainst } from "#test/histories/race/hold-end-races.ts";
import { mutationChecks } from "#test/histories/race/mutation-checks.ts";
import { SCENARIOS, type Scenario, scenarioText } from "#test/histories/race/scenarios.ts";
import type { SuiteName } from "#test/histories/race/suite-names.ts";
import { HOLDER_ACTIONS, runTwoStepExpiry } from "#test/histories/race/two-step-expiry.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

export interface SuiteOptions {
  readonly engine: string;
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
}

/** Runs at once: enough to keep the engine busy. */
const CONCURRENCY = 12;
/** The same of scenarios, each with several runs of its own. */
const SCENARIOS_AT_ONCE = 4;
const RUNS_OF_EACH_SCENARIO = 4;

const SHRINK_SECONDS_MAX = 60;

const runHistories = ({ engine, ...options }: SuiteOptions): Promise<Counts> =>
  runHistorySuite(
    {
      name: "histories",
      inputs: fc.tuple(histories, fc.scheduler()),
      concurrency: CONCURRENCY,
      shrinkSecondsMax: SHRINK_SECONDS_MAX,
      run: ([history, scheduler], tally) => runHistory(history, scheduler, tally),
    },
    options,
    `npm run test:race -- --engine ${engine} --only histories`,
  );

/** Runs one test after the other; each runs several things at once. */
const inTurn = async <Item>(items: readonly Item[], test: (item: Item) => Promise<Counts>): Promise<Counts> => {
  const counts: Counts[] = [];
  for (const item of items) counts.push(await test(item));
  return sum(counts);
};

/** @param run returns what it did, for people */
const ofEachScenario = async (run: (scenario: Scenario) => Promise<string>): Promise<Counts> => {
  const counts: Counts[] = [];
  await forEachLimit(SCENARIOS, SCENARIOS_AT_ONCE, async (scenario) => {
    counts.push(await runTest(scenarioText(scenario), () => run(scenario)));
  });
  return sum(counts);
};

const crashPoints = (): Promise<Counts> =>
  ofEachScenario(async (scenario) => `${await runCrashPoints(scenario, RUNS_OF_EACH_SCENARIO)} faults`);

const duplicates = (): Promise<Counts> =>
  ofEachScenario(async (scenario) => `${await runDuplicates(scenario, RUNS_OF_EACH_SCENARIO)} overlaps`);

const holdEndRaces = async (): Promise<Counts> => {
  const races = await inTurn(RIVALS, (rival) =>
    runTest(`payment and ${rival}`, async () => {
      let count = 0;
      await forEachLimit(seriesAgainst(rival), CONCURRENCY, async (series) => {
        const ran = await runSeries(series);
        count += ran;
      });
      return `${count} races`;
    }),
  );
  const expiries = await inTurn(HOLDER_ACTIONS, (action) =>
    runTest(
      `${action} between the two steps of a reminder`,
      async () => `${await runTwoStepExpiry(action, CONCURRENCY)} races`,
    ),
  );
  return sum([races, expiries]);
};

const contention = async (): Promise<Counts> => {
  const conflicts = await runTest("every use case, with conflicts", async () => {
    const runs = CONTENDED.flatMap((scenario) => CONFLICTS.map((count) => ({ scenario, count })));
    await forEachLimit(runs, CONCURRENCY, ({ scenario, count }) => runWithConflicts(scenario, count));
    return `${runs.length} runs`;
  });
  const crowds = await inTurn(CROWDS, (crowd) => runTest(crowd.what, () => runCrowd(crowd).then(() => "in parallel")));
  return sum([conflicts, crowds]);
};

export const SUITES: Readonly<Record<SuiteName, (options: SuiteOptions) => Promise<Counts>>> = {
  histories: runHistories,
  "crash-points": crashPoints,
  duplicates,
  "hold-end-races": holdEndRaces,
  contention,
  "mutation-checks": ({ seed }) => runMutationChecks(mutationChecks({ seed, concurrency: CONCURRENCY })),
};

/** `npm run test:queue`: random histories of one waiting queue; its invariants have to hold after every step. */
import { parseArgs } from "node:util";
import {
  helpTable,
  readSharedOptions,
  runToClosingLine,
  SHARED_OPTION_HELP,
  SHARED_OPTIONS,
  type SharedSettings,
  wholeNumber,
} from "#test/histories/engine/command-line.ts";
import { runHistorySuite } from "#test/histories/engine/history-suite.ts";
import { runMutationChecks } from "#test/histories/engine/mutation-check.ts";
import { mutationChecksOf } from "#test/histories/queue/mutation-checks.ts";
import {
  HISTORY_SUITES,
  type QueueSuite,
  rulesSuite,
  SUITE_NAMES,
  type SuiteName,
  storeSuite,
} from "#test/histories/queue/suites.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

const COMMAND = "npm run test:queue --";
const RUNS = 2000;
/** A history on the store takes some hundred times as long as one by the rules. */
const RULES_RUNS_PER_STORE_RUN = 10;

const HELP = `Usage: ${COMMAND} [--runs N] [--store-runs N] [--only SUITE] [--seed N] [--path P]

Runs random histories of one small waiting queue: joins, duplicates, messages in any order; ticks that overlap, crash or
come late or several at once; claims on several devices, payments, people who leave and join again, before the turn and
with it offered, late joins of the lobby, changed settings, clocks that differ and clocks that are set. The invariants
Q1 to Q8 and Q10 to Q12 have to hold after every step. In the end the queue is left alone, and everyone has to get a turn.

${helpTable([
  ["rules", rulesSuite.what],
  ["store", "random histories by the stores and use cases, on DynamoDB Local, about a hundred calls each"],
  ["mutation-checks", "switches off each condition of the writes in turn: both suites have to notice"],
])}

${helpTable([
  ["--runs N", `histories by the rules; ${RUNS} by default`],
  [
    "--store-runs N",
    `histories on the store; by default as many as by the rules up to ${RUNS}, and beyond that\na tenth of them, but at least ${RUNS}. 50000 take some hours`,
  ],
  ["--only SUITE", "one of the three above; all of them by default"],
  ...SHARED_OPTION_HELP,
])}

The last line is "N passed, M failed". The exit code is 0 if everything passed.`;

interface Settings extends SharedSettings<SuiteName> {
  readonly storeRuns: number;
}

const readSettings = (): Settings => {
  const { values } = parseArgs({ options: { ...SHARED_OPTIONS, "store-runs": { type: "string" } } });
  const shared = readSharedOptions(values, {
    help: HELP,
    runs: RUNS,
    suites: SUITE_NAMES,
    historySuites: HISTORY_SUITES,
  });
  const { runs } = shared;
  const storeRuns = values["store-runs"];
  return {
    ...shared,
    storeRuns:
      storeRuns === undefined
        ? Math.min(runs, Math.max(RUNS, Math.floor(runs / RULES_RUNS_PER_STORE_RUN)))
        : wholeNumber("store-runs", storeRuns),
  };
};

const runSuites = async (all: readonly QueueSuite[], settings: Settings): Promise<Counts> => {
  const { suites, seed, path, runs, storeRuns } = settings;
  const counts: Counts[] = [];
  for (const suite of all.filter(({ name }) => suites.includes(name))) {
    console.log(`\n${suite.name}: ${suite.what}`);
    const options = { runs: suite.name === "store" ? storeRuns : runs, seed, path };
    counts.push(await runHistorySuite(suite, options, `${COMMAND} --only ${suite.name}`));
  }
  if (suites.includes("mutation-checks")) {
    console.log("\nmutation-checks: each has to be caught");
    for (const suite of all) counts.push(await runMutationChecks(mutationChecksOf(suite)));
  }
  return sum(counts);
};

await runToClosingLine(async () => {
  const settings = readSettings();
  console.log(`Histories from seed ${settings.seed}.`);
  if (settings.suites.every((suite) => suite === "rules")) return runSuites([rulesSuite], settings);
  const environment = await startTestEnvironment();
  try {
    return await runSuites([rulesSuite, await storeSuite()], settings);
  } finally {
    await environment.stop();
  }
});

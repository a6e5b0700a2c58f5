/** `npm run test:race`: the real use cases of seats and money, with crashes, lost responses, duplicates and races. */
import { parseArgs } from "node:util";
import { chooseEngine, ENGINE_NAMES, type EngineName } from "#local/dynamodb/programs.ts";
import {
  helpTable,
  oneOrAll,
  readSharedOptions,
  runToClosingLine,
  SHARED_OPTION_HELP,
  SHARED_OPTIONS,
} from "#test/histories/engine/command-line.ts";
import { endEngineRuns, runOnEngine } from "#test/histories/race/engine-run.ts";
import { SUITE_NAMES, SUITE_TEXTS } from "#test/histories/race/suite-names.ts";
import { type Counts, sum } from "#test/runner/counts.ts";

const RUNS = 120;

const HELP = `Usage: npm run test:race -- [--runs N] [--engine E] [--only SUITE] [--seed N] [--path P]

Runs small sales on real DynamoDB engines, through the real use cases: holds, changes of price types, payments,
releases, extensions, cancellations, top-ups, reminders and the stream. The tests decide about the clock, the messages
and the order of calls.
After each run the invariants S1 to S6 and M1 to M5 have to hold, and the service's own audit has to find nothing.

${helpTable(Object.entries(SUITE_TEXTS))}

${helpTable([
  ["--runs N", `histories on each engine; ${RUNS} by default`],
  ["--engine E", `${ENGINE_NAMES.join(" or ")}; by default each that this machine can run`],
  ["--only SUITE", "one of the suites above; all of them by default"],
  ...SHARED_OPTION_HELP,
])}

The last line is "N passed, M failed". The exit code is 0 if everything passed.`;

const readSettings = () => {
  const { values } = parseArgs({ options: { ...SHARED_OPTIONS, engine: { type: "string" } } });
  const shared = readSharedOptions(values, {
    help: HELP,
    runs: RUNS,
    suites: SUITE_NAMES,
    historySuites: ["histories"],
  });
  if (shared.path !== undefined && values.engine === undefined) {
    throw new Error("--path runs one history again: it needs the --engine that it failed on.");
  }
  return {
    engines: oneOrAll("engine", ENGINE_NAMES, values.engine),
    isEngineChosen: values.engine !== undefined,
    assignment: shared,
  };
};

/** Those of the engines that this machine can run. The others are reported. */
const available = async (engines: readonly EngineName[], isChosen: boolean): Promise<readonly EngineName[]> => {
  const found: EngineName[] = [];
  for (const engine of engines) {
    try {
      await chooseEngine(engine);
      found.push(engine);
    } catch (error) {
      if (isChosen) throw error;
      console.log(`Not run on ${engine}. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return found;
};

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void endEngineRuns().finally(() => process.exit(130)));
}

await runToClosingLine(async () => {
  const { engines, isEngineChosen, assignment } = readSettings();
  console.log(`Histories from seed ${assignment.seed}.`);
  const able = await available(engines, isEngineChosen);
  const counts: Counts[] = [{ passed: 0, failed: 0, skipped: engines.length - able.length }];
  // Side by side: each waits for its engine most of the time.
  const runs = able.map((engine, index) => ({ engine, result: runOnEngine(engine, assignment, index === 0) }));
  for (const { engine, result } of runs) {
    console.log(`\n== ${engine}`);
    const { output, counts: some } = await result;
    process.stdout.write(output);
    counts.push(some);
  }
  return sum(counts);
});

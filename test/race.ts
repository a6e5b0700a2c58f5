/** `npm run test:race`: the real use cases of seats and money, with crashes, lost answers, duplicates and races, on both engines. */
import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chooseEngine, ENGINE_NAMES, type EngineName } from "#local/engine/programs.ts";
import { PART_NAMES, type PartName } from "#test/histories/race/suite-names.ts";
import type { Assignment } from "#test/histories/race/suite-process.ts";
import { type Counts, closingLine, sum } from "#test/runner/counts.ts";
import { shareEngine } from "#test/support/shared-engine.ts";

const RUNS = 120;
const SEED_MAX = 2 ** 31;
const parts = Object.entries(PART_NAMES);

const HELP = `Usage: npm run test:race -- [--runs N] [--engine E] [--only PART] [--seed N] [--path P]

Plays small sales on the real engines, through the real use cases: holds, payments, releases, extensions, cancellations,
charges, reminders and the stream. The clock, the queues and the order of calls are in the hands of the suite. After
each play the invariants S1 to S6 and M1 to M4 have to hold, and the service's own audit has to find nothing.

${parts.map(([name, what]) => `  ${name.padEnd(13)} ${what}`).join("\n")}

  --runs N      histories on each engine; ${RUNS} by default
  --engine E    ${ENGINE_NAMES.join(" or ")}; by default each that this machine can run
  --only PART   one of the parts above
  --seed N      where the histories come from; a random number by default
  --path P      plays one history again that failed, as the command that is printed then says
  --help        this text

The last line is "N passed, M failed". The exit code is not 0 if a play failed or a control did not.`;

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} has to be a whole number, not ${text}.`);
};

const chosen = <T extends string>(name: string, all: readonly T[], wanted: string | undefined): readonly T[] => {
  const some = all.filter((each) => wanted === undefined || each === wanted);
  if (some.length === 0) throw new Error(`--${name} has to be one of ${all.join(", ")}.`);
  return some;
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: String(RUNS) },
      engine: { type: "string" },
      only: { type: "string" },
      seed: { type: "string", default: String(randomInt(SEED_MAX)) },
      path: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  if (values.path !== undefined && (values.only !== "histories" || values.engine === undefined)) {
    throw new Error("--path is of one history: say --only histories, and its --engine and --seed.");
  }
  return {
    engines: chosen("engine", ENGINE_NAMES, values.engine),
    isEngineChosen: values.engine !== undefined,
    work: {
      parts: chosen("only", Object.keys(PART_NAMES) as PartName[], values.only),
      runs: wholeNumber("runs", values.runs),
      seed: wholeNumber("seed", values.seed),
      path: values.path,
    },
  };
};

interface Played {
  readonly counts: Counts;
  /** What it told that has not been shown. */
  readonly output: string;
}

/**
 * Plays the suite on one engine, in a process of its own.
 * @param isFirst tells how it goes; others are heard of when their turn comes
 */
const playOn = async (engine: EngineName, work: Omit<Assignment, "engine">, isFirst: boolean): Promise<Played> => {
  const shared = await shareEngine(engine);
  const file = fileURLToPath(import.meta.resolve("#test/histories/race/suite-process.ts"));
  const assignment: Assignment = { engine, ...work };
  const child = fork(file, [JSON.stringify(assignment)], {
    env: { ...process.env, ...shared.environment },
    silent: !isFirst,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  let counts: Counts | undefined;
  child.once("message", (message) => {
    counts = message as Counts;
  });
  const [code] = (await once(child, "exit")) as [number | null];
  await shared.stop();
  // A suite that breaks off has failed, whatever it had told by then.
  if (counts === undefined) output += `The suite broke off with the exit code ${code}.\n`;
  return { output, counts: counts ?? { passed: 0, failed: 1, skipped: 0 } };
};

try {
  const { engines, isEngineChosen, work } = readOptions();
  console.log(`Histories from seed ${work.seed}.`);
  const able: EngineName[] = [];
  const counts: Counts[] = [];
  for (const engine of engines) {
    try {
      await chooseEngine(engine);
      able.push(engine);
    } catch (error) {
      if (isEngineChosen) throw error;
      console.log(`Not played on ${engine}. ${error instanceof Error ? error.message : String(error)}`);
      counts.push({ passed: 0, failed: 0, skipped: 1 });
    }
  }
  // Side by side: each waits for its engine most of the time.
  const plays = able.map((engine, index) => ({ engine, played: playOn(engine, work, index === 0) }));
  for (const { engine, played } of plays) {
    console.log(`\n== ${engine}`);
    const { output, counts: some } = await played;
    process.stdout.write(output);
    counts.push(some);
  }
  const total = sum(counts);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  console.log(`\n${closingLine(total)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

/** `npm run test:queue`: plays random histories of one waiting line, and sees that its invariants hold after every step. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { type Play, playControls, playHistories, rulesPlay, storePlay } from "#test/histories/queue/suites.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { type Counts, closingLine, sum } from "#test/runner/counts.ts";

const HELP = `Usage: npm run test:queue -- [--runs N] [--store-runs N] [--seed N] [--path P] [--only rules|store|controls]

Plays random histories of one small waiting line: joins, duplicates, messages in any order, ticks that overlap, crash or
come late, claims on several devices, payments, leavers, changed settings, clocks that differ. After every step the
invariants Q1 to Q8 of the line have to hold, and in the end nobody may be left standing.

  --runs N        histories played by the pure rules, in memory; 2000 by default
  --store-runs N  histories played by the stores and use cases, on DynamoDB Local, some hundred calls each: as many, but
                  beyond 2000 one for each ten by the rules. 50000 take some hours
  --seed N        where the histories come from; a random number by default
  --path P        plays one history again that failed, as the command that is printed then says
  --only X        "rules" or "store" alone, or "controls": sees that the plays fail if a condition is taken away from the
                  writes. All three by default
  --help          this text

The last line is "N passed, M failed". The exit code is not 0 if a play failed or a control did not.`;

const PARTS = ["rules", "store", "controls"] as const;
const RUNS = 2000;
/** A history on the store costs some hundred times what it costs by the rules. */
const RULES_A_STORE = 10;
const SEED_MAX = 2 ** 31;

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} has to be a whole number, not ${text}.`);
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: String(RUNS) },
      "store-runs": { type: "string" },
      seed: { type: "string", default: String(randomInt(SEED_MAX)) },
      path: { type: "string" },
      only: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const parts = PARTS.filter((part) => values.only === undefined || part === values.only);
  if (parts.length === 0) throw new Error(`--only has to be one of ${PARTS.join(", ")}.`);
  if (values.path !== undefined && values.only !== "rules" && values.only !== "store") {
    throw new Error("--path is of one play: say --only rules or --only store, and its --seed.");
  }
  const runs = wholeNumber("runs", values.runs);
  const storeRuns = Math.min(runs, Math.max(RUNS, Math.floor(runs / RULES_A_STORE)));
  return {
    parts: new Set<string>(parts),
    runs: {
      rules: runs,
      store: values["store-runs"] === undefined ? storeRuns : wholeNumber("store-runs", values["store-runs"]),
    },
    seed: wholeNumber("seed", values.seed),
    path: values.path,
  };
};

try {
  const { parts, ...options } = readOptions();
  console.log(`Histories from seed ${options.seed}.`);
  const world = parts.has("store") || parts.has("controls") ? await startTestEnvironment() : undefined;
  try {
    const plays: readonly Play[] = world === undefined ? [rulesPlay] : [rulesPlay, await storePlay()];
    const counts: Counts[] = [];
    for (const play of plays.filter(({ name }) => parts.has(name))) {
      console.log(`\n${play.name}: ${play.what}`);
      counts.push(await playHistories(play, { ...options, runs: options.runs[play.name] }));
    }
    if (parts.has("controls")) {
      console.log("\ncontrols: each has to be caught");
      for (const play of plays) counts.push(await playControls(play, options.seed));
    }
    const total = sum(counts);
    process.exitCode = total.failed > 0 ? 1 : 0;
    console.log(`\n${closingLine(total)}`);
  } finally {
    await world?.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

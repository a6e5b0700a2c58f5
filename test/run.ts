/** `npm test`: runs every kind of test, or the named ones, and ends with one line with the counts. */
import { parseArgs } from "node:util";
import { type Counts, closingLine, sum } from "#test/runner/counts.ts";
import { endServices } from "#test/runner/local-service.ts";
import { PARTS, type Part } from "#test/runner/parts.ts";
import { endCommands } from "#test/runner/run-command.ts";

interface Outcome {
  readonly part: Part;
  readonly counts: Counts;
  readonly seconds: number;
  readonly note: string;
}

const HELP = `Usage: npm test -- [PART …]

Runs the named parts, or all of them:
${PARTS.map(({ name, what }) => `  ${name.padEnd(12)} ${what}`).join("\n")}

The last line is "N passed, M failed", followed by ", K skipped" if K is not 0.

Exit code: 0 all passed, 1 a test failed, a part had no tests, or the local service died or did not start,
2 wrong options.`;

const chosenParts = (): readonly Part[] => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: "boolean" } } });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}. See npm test -- --help.`);
  return positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
};

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

const runPart = async (part: Part): Promise<Omit<Outcome, "part" | "seconds">> => {
  const obstacle = part.obstacle?.();
  if (obstacle !== undefined) return { counts: { ...NOTHING, skipped: 1 }, note: `not run: ${obstacle}` };
  try {
    const counts = await part.run();
    if (counts.passed + counts.failed > 0) return { counts, note: "" };
    return { counts: { ...counts, failed: 1 }, note: "no tests were run" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(reason);
    return { counts: { ...NOTHING, failed: 1 }, note: reason.split("\n", 1).join() };
  }
};

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 || index === 5 ? cell.padEnd(12) : cell.padStart(8)))
    .join(" ")
    .trimEnd();

const table = (outcomes: readonly Outcome[]): string =>
  [
    row(["part", "passed", "failed", "skipped", "seconds"]),
    ...outcomes.map(({ part, counts, seconds, note }) =>
      row([part.name, String(counts.passed), String(counts.failed), String(counts.skipped), seconds.toFixed(1), note]),
    ),
  ].join("\n");

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    interruption.abort();
    endCommands();
    void endServices().finally(() => process.exit(130));
  });
}

try {
  const outcomes: Outcome[] = [];
  const parts = chosenParts();
  for (const [index, part] of parts.entries()) {
    interruption.signal.throwIfAborted();
    console.log(`\n[${index + 1}/${parts.length}] ${part.name}: ${part.what}`);
    const started = performance.now();
    const { counts, note } = await runPart(part);
    outcomes.push({ part, counts, note, seconds: (performance.now() - started) / 1000 });
  }
  const total = sum(outcomes.map(({ counts }) => counts));
  for (const failure of total.failures ?? []) console.log(`\nFailed: ${failure}`);
  console.log(`\n${table(outcomes)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(closingLine(total));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

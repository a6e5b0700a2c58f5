/** `npm run bench`: measures the service part by part, and compares what it finds with targets. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chartSvg } from "#bench/charts/chart-svg.ts";
import { htmlPage } from "#bench/frame/html-page.ts";
import { isBusy, machineInWords, machineNow, versionsInWords, versionsNow } from "#bench/frame/machine.ts";
import { type BenchOptions, optionsFrom } from "#bench/frame/options.ts";
import { runInProcess } from "#bench/frame/part-process.ts";
import { type BenchReport, checksOf, exitCodeOf, jsonOf, missedOf, type PartReport } from "#bench/frame/report.ts";
import type { Target } from "#bench/frame/target.ts";
import { checkText, resultText } from "#bench/frame/text-report.ts";
import { PARTS, partNamed } from "#bench/parts.ts";
import { UsageError } from "#cli/options.ts";

const OVER_HTTP = PARTS.filter(({ isOverHttp }) => isOverHttp)
  .map(({ name }) => name)
  .join(", ");

const HELP = `Usage: npm run bench -- [options]

Runs the parts one after the other, each in a process of its own, and prints figures beside their targets.

${PARTS.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join("\n")}

  --quick            fewer rounds and smaller crowds; what is counted stays exact
  --only PART[,PART] these parts alone
  --json FILE        write every figure into this file
  --html FILE        write a page with charts into this file
  --charts FOLDER    write each chart into a file of this folder
  --seed N           of the random numbers (7)
  --rate N           people who arrive a second in the part "sale" (default: what two cores serve with room)
  --url URL          measure this running service over HTTP alone, with the parts that can: ${OVER_HTTP}.
                     It creates a concert, and users who buy; a deployed stage is cleaned with npm run clean-stage
  --issuer URL       the local identity provider of --url (default: the port after the service's)
  --token-command COMMAND
                     of --url elsewhere: makes access tokens, as in npm run conformance -- --help.
                     For a deployed stage: "node cli/token.ts --batch --outputs FILE"
  --help             show this help

Exit code: 0 unless a part breaks or something counted (units, calls, bytes, memory, dollars by counted units) is past its
limit, which is 1. A limit is the target itself, or what the figure may be until its target is met. Times depend on the
machine and never change the exit code. 2: wrong options.`;

const runPart = async (name: string, { isQuick, seed, target, perSecond }: BenchOptions): Promise<PartReport> => {
  const { what } = partNamed(name);
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  console.log(`\n== ${name}: ${what}`);
  const progress = (text: string): void => console.error(`   ${seconds().toFixed(1).padStart(6)} s  ${text}`);
  try {
    const result = await runInProcess(name, { isQuick, seed, target, perSecond, progress });
    console.log(`\n${resultText(result)}`);
    return { name, what, seconds: seconds(), result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    console.error(`${name} broke: ${text}`);
    return { name, what, seconds: seconds(), error: text };
  }
};

const printSummary = (report: BenchReport): void => {
  const checks = checksOf(report);
  const missed = missedOf(report);
  console.log(`\n== ${checks.length - missed.length} of ${checks.length} targets met`);
  for (const check of missed) console.log(`   ${checkText(check)}`);
};

const writeCharts = async (folder: string, { parts }: BenchReport): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const chart of parts.flatMap(({ result }) => result?.charts ?? [])) {
    await writeFile(join(folder, `${chart.id}.svg`), chartSvg(chart));
  }
};

/** What the machine above does is the load; it says nothing about the service. */
const printTarget = ({ url }: Target, only: readonly string[]): void => {
  const others = PARTS.filter(({ isOverHttp }) => !isOverHttp).map(({ name }) => name);
  console.log(`Measuring ${url} from this machine: ${only.join(", ")}. Not measured there: ${others.join(", ")}.`);
};

const bench = async (options: BenchOptions): Promise<number> => {
  const machine = machineNow();
  const versions = await versionsNow();
  console.log(machineInWords(machine));
  console.log(`${versionsInWords(versions)}, seed ${options.seed}${options.isQuick ? ", quick" : ""}`);
  if (isBusy(machine)) console.log("The machine is busy with other work: measured times say little.");
  if (options.target !== undefined) printTarget(options.target, options.only);
  const parts: PartReport[] = [];
  for (const name of options.only) parts.push(await runPart(name, options));
  const { isQuick, seed } = options;
  const report: BenchReport = { at: new Date().toISOString(), isQuick, seed, machine, versions, parts };
  printSummary(report);
  if (options.jsonFile !== undefined) await writeFile(options.jsonFile, jsonOf(report));
  if (options.htmlFile !== undefined) await writeFile(options.htmlFile, await htmlPage(report));
  if (options.chartFolder !== undefined) await writeCharts(options.chartFolder, report);
  return exitCodeOf(report);
};

try {
  const options = optionsFrom(process.argv.slice(2), PARTS);
  if (options.isHelp) console.log(HELP);
  else process.exitCode = await bench(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** `npm run simulate`: simulates a whole on-sale in virtual time and writes a report. */
import { writeFile } from "node:fs/promises";
import { type Command, parseCommand, UsageError } from "#simulation/options.ts";
import { htmlReport } from "#simulation/report/html-report.ts";
import { summary } from "#simulation/report/summary.ts";
import { type Progress, simulateSale } from "#simulation/sale.ts";

const BAR_WIDTH = 30;

const clock = (seconds: number): string => {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? "-" : ""}${minutes}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
};

/** A progress bar on one line, only on a terminal. */
const showProgress = ({ share, at }: Progress): void => {
  if (!process.stderr.isTTY) return;
  const done = Math.round(share * BAR_WIDTH);
  const bar = `${"█".repeat(done)}${"░".repeat(BAR_WIDTH - done)}`;
  process.stderr.write(`\r${bar} ${clock(at)} after the opening `);
};

const command = (): Command | undefined => {
  try {
    return parseCommand(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message} See npm run simulate -- --help.`);
    process.exit(2);
  }
};

const given = command();
if (given !== undefined) {
  const result = simulateSale(given.sale, showProgress);
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.log(summary(result));
  await writeFile(given.report, await htmlReport(result));
  console.log(`\nReport with charts: ${given.report}`);
  process.exitCode = result.violations.length > 0 ? 1 : 0;
}

/** `npm run simulate`: plays a whole on-sale in virtual time and writes a report. */
import { writeFile } from "node:fs/promises";
import { type Command, parseCommand, UsageError } from "#simulation/options.ts";
import { htmlReport } from "#simulation/report/html-report.ts";
import { summary } from "#simulation/report/summary.ts";
import { type Progress, playSale } from "#simulation/sale.ts";

const BAR_WIDTH = 30;

const clock = (seconds: number): string => {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? "-" : ""}${minutes}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
};

/** One queue that is written over, on a terminal only. */
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
    console.error(`${error.message} See: npm run simulate -- --help`);
    process.exit(2);
  }
};

const asked = command();
if (asked !== undefined) {
  const result = playSale(asked.sale, showProgress);
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.log(summary(result));
  await writeFile(asked.report, await htmlReport(result));
  console.log(`\nReport with charts: ${asked.report}`);
  process.exitCode = result.violations.length > 0 ? 1 : 0;
}

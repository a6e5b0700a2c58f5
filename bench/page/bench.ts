/** `npm run bench:page`: how fast the seat page is in halls of three sizes, on a slow processor. */
import { mkdir } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { HALL_SIZES } from "#bench/page/halls.ts";
import { countFrames } from "#bench/page/in-page.ts";
import { type Measured, measure } from "#bench/page/measure.ts";
import { type HallResult, writeReport } from "#bench/page/report.ts";
import { createBenchSale } from "#bench/page/sale.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { startLocalService } from "#test/runner/local-service.ts";
import { CHROMIUM } from "#test/runner/parts.ts";

const HELP = `Usage: npm run bench:page [-- --runs N]

Starts the service, makes halls of 1,000, 10,000 and 60,000 seats, opens their seat pages in Chromium with a processor slowed
4 times, and writes docs/performance-page.md with a chart. Takes minutes; use a machine that does nothing else.

  --runs N   runs of each hall, of which the median counts (default 3)
  --help     show this help`;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The median of each figure. */
const medians = (runs: readonly Measured[]): Measured => {
  const of = (pick: (run: Measured) => number): number => median(runs.map(pick));
  return {
    scriptBytes: of((run) => run.scriptBytes),
    hallMs: of((run) => run.hallMs),
    sectionMs: of((run) => run.sectionMs),
    longestTaskOpeningMs: of((run) => run.longestTaskOpeningMs),
    longestTaskEnteringMs: of((run) => run.longestTaskEnteringMs),
    longestTaskMovingMs: of((run) => run.longestTaskMovingMs),
    pan: { perSecond: of((run) => run.pan.perSecond), longestMs: of((run) => run.pan.longestMs) },
    zoom: { perSecond: of((run) => run.zoom.perSecond), longestMs: of((run) => run.zoom.longestMs) },
    heapBytes: of((run) => run.heapBytes),
    tabStopsHall: of((run) => run.tabStopsHall),
    tabStopsSection: of((run) => run.tabStopsSection),
  };
};

const emptyFrames = async (browser: Browser): Promise<number> => {
  const page = await browser.newPage();
  const { perSecond } = await page.evaluate(countFrames, 2000);
  await page.close();
  return perSecond;
};

const bench = async (runs: number): Promise<void> => {
  const [load = 0] = loadavg();
  const service = await startLocalService(["--tick-seconds", "1"]);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const results: HallResult[] = [];
    for (const size of HALL_SIZES) {
      const sale = await createBenchSale(service, size);
      const measured: Measured[] = [];
      for (let run = 1; run <= runs; run += 1) {
        measured.push(await measure(browser, service.url, sale));
        console.log(`${size.seats} seats, run ${run} of ${runs}: ${JSON.stringify(measured.at(-1))}`);
      }
      results.push({ size, measured: medians(measured) });
    }
    await mkdir(join(PROJECT_DIR, "docs", "images"), { recursive: true });
    const circumstances = { runs, chromium: browser.version(), load, emptyFramesPerSecond: await emptyFrames(browser) };
    await writeReport(results, circumstances);
  } finally {
    await browser.close();
    await service.stop();
  }
};

const { values } = parseArgs({
  options: { runs: { type: "string", default: "3" }, help: { type: "boolean", default: false } },
});
if (values.help) console.log(HELP);
else if (/^[1-9]\d?$/.test(values.runs)) await bench(Number(values.runs));
else {
  console.error("--runs takes a whole number from 1 to 99.");
  process.exitCode = 2;
}

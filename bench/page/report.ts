/** Writes what the bench has measured: docs/performance-page.md, with a chart beside it. */
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { type Bar, type BarChart, drawBars } from "#bench/charts/bar-chart.ts";
import { gridOf, svgDocument } from "#bench/charts/svg-document.ts";
import type { HallSize } from "#bench/page/halls.ts";
import { CPU_SLOWDOWN, type Measured, PIXEL_RATIO, SCREEN } from "#bench/page/measure.ts";
import { PROJECT_DIR } from "#lib/project.ts";

const PAGE = join(PROJECT_DIR, "docs", "performance-page.md");
const CHART = "images/performance-page.svg";

export interface HallResult {
  readonly size: HallSize;
  /** Medians of the runs. */
  readonly measured: Measured;
}

export interface Circumstances {
  readonly runs: number;
  readonly chromium: string;
  /** What else the machine had to do when it began: 1 for each processor that is busy. */
  readonly load: number;
  /** What a bare loop of frames reaches here, so that others can compare their machine. */
  readonly emptyFramesPerSecond: number;
}

const TARGETS = { pressableMs: 1500, taskMs: 200, framesPerSecond: 50 } as const;

const count = (value: number): string => Math.round(value).toLocaleString("en-GB");
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
const met = (isMet: boolean): string => (isMet ? "met" : "**not met**");

type Row = readonly [what: string, of: (measured: Measured) => string];

const ROWS: readonly Row[] = [
  ["script, compressed (KB)", ({ scriptBytes }) => kilobytes(scriptBytes)],
  ["data of the hall → first section can be pressed (ms)", ({ hallMs }) => count(hallMs)],
  ["data of a section → first seat can be pressed (ms)", ({ sectionMs }) => count(sectionMs)],
  ["longest task while opening (ms)", ({ longestTaskOpeningMs }) => count(longestTaskOpeningMs)],
  ["longest task on entering a section (ms)", ({ longestTaskEnteringMs }) => count(longestTaskEnteringMs)],
  ["longest task while panning and zooming (ms)", ({ longestTaskMovingMs }) => count(longestTaskMovingMs)],
  ["frames a second, panning the hall", ({ pan }) => pan.perSecond.toFixed(0)],
  ["frames a second, zooming the hall", ({ zoom }) => zoom.perSecond.toFixed(0)],
  ["longest time between two frames, panning (ms)", ({ pan }) => count(pan.longestMs)],
  ["memory of scripts (MB)", ({ heapBytes }) => megabytes(heapBytes)],
  ["stops of Tab on the hall", ({ tabStopsHall }) => String(tabStopsHall)],
  ["stops of Tab in a section", ({ tabStopsSection }) => String(tabStopsSection)],
];

const table = (results: readonly HallResult[]): string =>
  [
    `| seats | ${results.map(({ size }) => count(size.seats)).join(" | ")} |`,
    `| --- | ${results.map(() => "---:").join(" | ")} |`,
    `| sections | ${results.map(({ size }) => size.sections).join(" | ")} |`,
    ...ROWS.map(([what, of]) => `| ${what} | ${results.map(({ measured }) => of(measured)).join(" | ")} |`),
  ].join("\n");

const targets = (results: readonly HallResult[]): string => {
  const largest = results.at(-1)?.measured;
  if (largest === undefined) return "";
  const pressable = largest.hallMs + largest.sectionMs;
  const task = Math.max(...results.map(({ measured }) => measured.longestTaskEnteringMs));
  const frames = Math.min(...results.flatMap(({ measured }) => [measured.pan.perSecond, measured.zoom.perSecond]));
  return `| target | measured | |
| --- | ---: | --- |
| 60,000 seats: a seat can be pressed within ${count(TARGETS.pressableMs)} ms of the data (hall and section together) | ${count(pressable)} ms | ${met(pressable <= TARGETS.pressableMs)} |
| no task over ${TARGETS.taskMs} ms on entering a section, in any hall | ${count(task)} ms | ${met(task <= TARGETS.taskMs)} |
| ${TARGETS.framesPerSecond} frames a second on the hall, in any hall | ${frames.toFixed(0)} | ${met(frames >= TARGETS.framesPerSecond)} |`;
};

const barsOf = (results: readonly HallResult[], of: (measured: Measured) => number, unit: string): readonly Bar[] =>
  results.map(({ size, measured }) => ({
    label: count(size.seats),
    value: of(measured),
    text: `${count(of(measured))}${unit}`,
  }));

const PANEL_WIDTH = 344;

const panel = (chart: Pick<BarChart, "title" | "axis" | "bars" | "target">): ReturnType<typeof drawBars> =>
  drawBars({ kind: "bars", id: "", inWords: "", scale: "linear", ...chart }, PANEL_WIDTH);

const chart = (results: readonly HallResult[]): string => {
  const panels = [
    panel({
      title: "From data to a seat to press",
      axis: "ms, by seats of the hall",
      bars: barsOf(results, ({ hallMs, sectionMs }) => hallMs + sectionMs, " ms"),
      target: { value: TARGETS.pressableMs, text: "1,500 ms" },
    }),
    panel({
      title: "Longest task on entering a section",
      axis: "ms, by seats of the hall",
      bars: barsOf(results, ({ longestTaskEnteringMs }) => longestTaskEnteringMs, " ms"),
      target: { value: TARGETS.taskMs, text: "200 ms" },
    }),
    panel({
      title: "Frames a second while panning",
      axis: "frames a second, by seats of the hall",
      bars: barsOf(results, ({ pan }) => pan.perSecond, ""),
      target: { value: TARGETS.framesPerSecond, text: "50" },
    }),
    panel({
      title: "Memory of scripts",
      axis: "MB, by seats of the hall",
      bars: barsOf(results, ({ heapBytes }) => heapBytes / 1e6, " MB"),
    }),
  ];
  return svgDocument(gridOf(panels, 2), "Figures of the seat page by the size of the hall");
};

const loadWords = (load: number, processors: number): string =>
  load < processors / 2
    ? "The machine had nothing else to do."
    : `**The machine was busy with other work** (load ${load.toFixed(1)} on ${processors} processors before the bench began): times are worse than they would be, and frames fewer.`;

const text = (
  results: readonly HallResult[],
  { runs, chromium, load, emptyFramesPerSecond }: Circumstances,
): string => {
  const processor = cpus();
  return `# How fast the seat page is

\`npm run bench:page\` wrote this page on ${new Date().toISOString().slice(0, 10)}. It opens the seat page in Chromium on halls
of three sizes, made through the API, and measures what a buyer feels. It is not part of CI: times say something only beside
others of the same machine.

![Figures of the seat page by the size of the hall](${CHART})

${table(results)}

## Targets

${targets(results)}

## How it is measured

- Chromium ${chromium} without a graphics card, on ${processor.length} × ${processor[0]?.model.trim() ?? "processor"}, ${Math.round(totalmem() / 2 ** 30)} GB;
  the service runs on the same machine. Node ${process.version}.
- The processor is slowed ${CPU_SLOWDOWN} times (\`Emulation.setCPUThrottlingRate\`), which slows scripts, styles and layout of the page. The
  screen is ${SCREEN.width} × ${SCREEN.height} with ${PIXEL_RATIO} pixels to a point. Painting is done by the processor too: a phone with a graphics chip does better.
- ${loadWords(load, processor.length)}
- A page that only counts its frames reaches ${emptyFramesPerSecond.toFixed(0)} a second here: no figure above can be higher.
- Each figure is the median of ${runs} ${runs === 1 ? "run" : "runs"}, each in a browser session of its own with nothing in its cache.
- *Data* has arrived when the last response that the step needs has ended (Resource Timing). *Can be pressed*: the shape is in
  the page and two frames have been drawn since. Until then the time is the page's own; the network's is not in it.
- *Task*: an entry of the Long Tasks API, which knows those from 50 ms on; 0 says that there was none.
- The hall is panned and zoomed for three seconds each, by a mouse that moves 60 times a second, near enough that each seat is a dot.
- The halls are bowls of sections with 250, 500 and 1,000 seats. Large sections are the hard case: a section is drawn whole.
`;
};

export const writeReport = async (results: readonly HallResult[], circumstances: Circumstances): Promise<void> => {
  await writeFile(join(PROJECT_DIR, "docs", CHART), chart(results));
  await writeFile(PAGE, text(results, circumstances));
};

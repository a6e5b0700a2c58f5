/** Opens the seat page of a hall in Chromium with a slow processor, and measures what a buyer would feel. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { countFrames, lastArrival, type Notes, tabStops, takeNotes } from "#bench/page/in-page.ts";
import type { BenchSale } from "#bench/page/sale.ts";

export const CPU_SLOWDOWN = 4;
export const SCREEN = { width: 360, height: 740 } as const;
export const PIXEL_RATIO = 2;

const SECTION = "[data-section]";
const SEAT = "[data-seat]";
const MOVES_MS = 3000;
const MOVE_MS = 16;

export interface Measured {
  /** As sent, compressed. */
  readonly scriptBytes: number;
  /** From the data of the hall to the first section that can be pressed. */
  readonly hallMs: number;
  /** From the data of a section to its first seat that can be pressed. */
  readonly sectionMs: number;
  readonly longestTaskOpeningMs: number;
  readonly longestTaskEnteringMs: number;
  readonly longestTaskMovingMs: number;
  readonly pan: Frames;
  readonly zoom: Frames;
  readonly heapBytes: number;
  readonly tabStopsHall: number;
  readonly tabStopsSection: number;
}

interface Frames {
  readonly perSecond: number;
  readonly longestMs: number;
}

const notesOf = (page: Page): Promise<Notes> =>
  page.evaluate(() => (globalThis as unknown as { readonly benchNotes: Notes }).benchNotes);

const longestIn = ({ tasks }: Notes, from: number, to: number): number =>
  Math.max(0, ...tasks.filter(({ at }) => at >= from && at < to).map(({ ms }) => ms));

const nowIn = (page: Page): Promise<number> => page.evaluate(() => performance.now());

/** Moves the map by hand while frames are counted. */
const moving = async (page: Page, move: (step: number) => Promise<void>): Promise<Frames> => {
  const counted = page.evaluate(countFrames, MOVES_MS);
  const until = Date.now() + MOVES_MS;
  for (let step = 0; Date.now() < until; step += 1) {
    const next = Date.now() + MOVE_MS;
    await move(step);
    await page.waitForTimeout(Math.max(0, next - Date.now()));
  }
  return counted;
};

const middleOf = async (page: Page): Promise<readonly [number, number]> => {
  const box = await page.locator(".seats-frame").boundingBox();
  if (box === null) throw new Error("The map is not on the screen.");
  return [box.x + box.width / 2, box.y + box.height / 2];
};

const pan = async (page: Page): Promise<Frames> => {
  const [x, y] = await middleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const frames = await moving(page, (step) =>
    page.mouse.move(x + 90 * Math.sin(step / 15), y + 90 * Math.cos(step / 15)),
  );
  await page.mouse.up();
  return frames;
};

const zoom = async (page: Page): Promise<Frames> => {
  const [x, y] = await middleOf(page);
  await page.mouse.move(x, y);
  return moving(page, (step) => page.mouse.wheel(0, Math.floor(step / 40) % 2 === 0 ? -24 : 24));
};

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0;
};

const openMap = async (page: Page): Promise<void> => {
  // The map is the second of the three ways to choose.
  await page.locator(".seats-tab input").nth(1).click();
  await page.locator(SECTION).first().waitFor();
};

/** Near enough that the seats are dots, and all of those in view are drawn. */
const zoomToDots = async (page: Page): Promise<void> => {
  const nearer = page.locator(".seats-zoom button").first();
  for (let presses = 0; presses < 4; presses += 1) await nearer.click();
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1000);
};

const newPage = async (browser: Browser, url: string, { storage }: BenchSale): Promise<Page> => {
  const localStorage = Object.entries(storage).map(([name, value]) => ({ name, value }));
  const context = await browser.newContext({
    viewport: SCREEN,
    deviceScaleFactor: PIXEL_RATIO,
    baseURL: url,
    locale: "ko-KR",
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
  });
  await context.addInitScript(takeNotes, [SECTION, SEAT]);
  return context.newPage();
};

/** @param url of the service */
export const measure = async (browser: Browser, url: string, sale: BenchSale): Promise<Measured> => {
  const page = await newPage(browser, url, sale);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("Network.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  const scripts = new Set<string>();
  let scriptBytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });

  await page.goto(sale.path);
  await page.locator(".seats-tab input").nth(1).waitFor();
  const opened = await nowIn(page);
  await openMap(page);
  await page.waitForTimeout(500);
  const tabStopsHall = await page.evaluate(tabStops, ".seats-frame svg");
  const hallMs = (await notesOf(page)).seen[SECTION] ?? Number.NaN;
  const hallData = await page.evaluate(lastArrival, { parts: ["/availability", "/charts/"], before: hallMs });

  await zoomToDots(page);
  const moved = await nowIn(page);
  const panned = await pan(page);
  const zoomed = await zoom(page);
  await page.waitForLoadState("networkidle");
  const entering = await nowIn(page);
  await page.locator(SECTION).last().dispatchEvent("click");
  await page.locator(SEAT).first().waitFor();
  await page.waitForTimeout(1500);
  const seat = (await notesOf(page)).seen[SEAT] ?? Number.NaN;
  const arrived = await page.evaluate(lastArrival, { parts: ["/sections/", "/seats"], before: seat });
  const notes = await notesOf(page);
  const result: Measured = {
    scriptBytes,
    hallMs: hallMs - Math.max(hallData, opened),
    sectionMs: seat - Math.max(entering, arrived),
    longestTaskOpeningMs: longestIn(notes, 0, moved),
    longestTaskMovingMs: longestIn(notes, moved, entering),
    longestTaskEnteringMs: longestIn(notes, entering, Number.POSITIVE_INFINITY),
    pan: panned,
    zoom: zoomed,
    heapBytes: await heapOf(session),
    tabStopsHall,
    tabStopsSection: await page.evaluate(tabStops, ".seats-frame svg"),
  };
  await page.context().close();
  return result;
};

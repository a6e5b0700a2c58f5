/** One Chromium for a test file, and a visit of its own for each test: nothing is shared, and a complaint fails the test. */
import { afterAll, afterEach, beforeAll } from "@jest/globals";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type BrowserNeeds, startBrowser } from "#test/browser/support/chromium.ts";
import { type Complaints, listenTo } from "#test/browser/support/complaints.ts";
import { deviceClockScript } from "#test/browser/support/device-clock.ts";
import { layoutShiftScript } from "#test/browser/support/layout-shift.ts";
import { endSales } from "#test/browser/support/operator.ts";
import { type ServiceUnderTest, service } from "#test/browser/support/service.ts";
import { type Keeping, storageState } from "#test/browser/support/stored.ts";

/** A page that is not there after this time is not there: functions of the service start at their first call. */
const ACTION_MS_MAX = 60_000;

const DEVICES = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false },
} as const;

const LOCALES = { ko: "ko-KR", en: "en-GB" } as const;

/** Who looks, and at what with. */
export interface VisitOptions extends Keeping {
  readonly service?: ServiceUnderTest;
  readonly device?: keyof typeof DEVICES;
  readonly language?: keyof typeof LOCALES;
  readonly scheme?: "light" | "dark";
  readonly reducedMotion?: boolean;
  /** How far the device's clock is ahead of the true time; negative if it is behind. */
  readonly clockMinutes?: number;
  readonly timeZone?: string;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly service: ServiceUnderTest;
  readonly device: keyof typeof DEVICES;
  readonly language: keyof typeof LOCALES;
  readonly scheme: "light" | "dark";
  /** What the console, the network and the page's policy complained of. A test fails if any of it is unexpected. */
  readonly complaints: Complaints;
  /** Goes to a path of the service, by loading it. */
  readonly goto: (path: string) => Promise<void>;
  /** Another page of the same browser: a second tab of the same person. */
  readonly openTab: (path: string) => Promise<Page>;
}

const newVisit = async (browser: Browser, path: string, options: VisitOptions): Promise<Visit> => {
  const { device = "phone", language = "ko", scheme = "light", clockMinutes = 0 } = options;
  const target = options.service ?? service;
  const context = await browser.newContext({
    ...DEVICES[device],
    baseURL: target.url,
    locale: LOCALES[language],
    timezoneId: options.timeZone ?? "Asia/Seoul",
    colorScheme: scheme,
    reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
    serviceWorkers: "block",
    storageState: storageState(target.url, options),
  });
  context.setDefaultTimeout(ACTION_MS_MAX);
  await context.addInitScript(layoutShiftScript);
  await context.addInitScript(deviceClockScript, clockMinutes * 60_000);
  const complaints = listenTo(context);
  const openTab = async (to: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(to);
    return page;
  };
  const page = await openTab(path);
  return {
    page,
    context,
    service: target,
    device,
    language,
    scheme,
    complaints,
    goto: async (to) => {
      await page.goto(to);
    },
    openTab,
  };
};

export interface BrowserOfFile {
  /** Opens a path of the service as somebody who has never been there, unless the options say more. */
  readonly open: (path: string, options?: VisitOptions) => Promise<Visit>;
}

interface FileOptions extends Partial<BrowserNeeds> {
  /** Whether the tests of the file share a sale: then sales end after the last of them. */
  readonly sharesSales?: boolean;
}

/**
 * Starts Chromium before the tests of a file. After each test its visits are closed and its sales ended, and the test fails
 * if one of the visits had an unexpected complaint.
 */
export const withBrowser = ({ sharesSales = false, notifies = false }: FileOptions = {}): BrowserOfFile => {
  let browser: Browser | undefined;
  const visits: Visit[] = [];
  beforeAll(async () => {
    browser = await startBrowser({ notifies });
  });
  afterEach(async () => {
    const ended = visits.splice(0);
    const unexpected = ended.flatMap(({ complaints }) => complaints.unexpected());
    await Promise.all(ended.map(({ context }) => context.unrouteAll({ behavior: "ignoreErrors" })));
    await Promise.all(ended.map(({ context }) => context.close()));
    if (!sharesSales) await endSales();
    if (unexpected.length > 0) throw new Error(`The browser complained:\n${unexpected.join("\n")}`);
  });
  afterAll(() => Promise.all([browser?.close(), endSales()]));
  return {
    open: async (path, options = {}) => {
      if (browser === undefined) throw new Error("The browser is started before the tests: open pages in a test.");
      const visit = await newVisit(browser, path, options);
      visits.push(visit);
      return visit;
    },
  };
};

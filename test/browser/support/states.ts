/** The states of the screens: each is opened once, looked over by axe in light and in dark, and has its picture taken. */
import { expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { axeFindingsInBothSchemes } from "#test/browser/support/axe.ts";
import type { BrowserOfFile, Visit, VisitOptions } from "#test/browser/support/browser.ts";
import { screenshot } from "#test/browser/support/screenshot.ts";
import { WORDS, type Words } from "#test/browser/support/words.ts";

/** Where a state is found, and by whom. */
export interface Place extends Pick<VisitOptions, "as" | "queueTokens" | "service"> {
  readonly path: string;
}

export interface State {
  readonly screen: string;
  readonly name: string;
  /** Brings the service into this state. */
  readonly arrange: () => Promise<Place>;
  /** Brings the page into it, if opening it is not enough. */
  readonly reach?: (visit: Visit, words: Words) => Promise<unknown>;
  /** What the page says then. */
  readonly shows: (words: Words) => string | RegExp | undefined;
  /** Complaints of the browser that belong to the state, with the reason. */
  readonly expected?: readonly (readonly [pattern: RegExp, reason: string])[];
  /** A main one has its picture taken on a desktop, in dark and in English too. */
  readonly isMain?: boolean;
  readonly wholePage?: boolean;
}

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const VIEWS = { desktop: DESKTOP, phone: PHONE } as const;
const NARROW = { width: 320, height: 740 };
const HALF_DESKTOP = { width: 640, height: 900 };
const DOUBLE_TEXT = "200%";
/** Elements that are cut off, or that make the page scroll sideways. */
const widerThanWindow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`)
      .slice(0, 10);
  });

/** Text that its own box hides. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = [overflowX, overflowY].some((overflow) => overflow === "hidden" || overflow === "clip");
        const isDrawn = element.clientWidth > 1 && element.clientHeight > 1 && element.textContent.trim() !== "";
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        return hides && isDrawn && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1);
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`),
  );

/**
 * Nothing may be wider than the window, or cut off: neither on the narrowest phone (WCAG 2.2, 1.4.10), nor with text of
 * twice the size in a window of half a desktop's width (1.4.4), nor, which is more than WCAG asks for, on a phone.
 */
const expectRoomForEverything = async (page: Page): Promise<void> => {
  await page.setViewportSize(NARROW);
  expect({ "too wide on 320 px": await widerThanWindow(page) }).toEqual({ "too wide on 320 px": [] });
  await page.setViewportSize(HALF_DESKTOP);
  await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), DOUBLE_TEXT);
  expect({ "too wide with text of 200 %": await widerThanWindow(page) }).toEqual({ "too wide with text of 200 %": [] });
  await page.setViewportSize(PHONE);
  const onPhone = {
    "too wide with text of 200 % on a phone": await widerThanWindow(page),
    "cut off": await cutOff(page),
  };
  expect(onPhone).toEqual({ "too wide with text of 200 % on a phone": [], "cut off": [] });
};

const takePictures = async (visit: Visit, { screen, name, isMain, wholePage }: State): Promise<void> => {
  const { page, scheme, language } = visit;
  const options = { wholePage: wholePage ?? false };
  await screenshot({ page, device: "phone", scheme, language }, screen, name, options);
  if (process.env["ENCORE_SCREENSHOTS"] !== "1" || isMain !== true) return;
  await page.setViewportSize(VIEWS.desktop);
  await screenshot({ page, device: "desktop", scheme, language }, screen, name, options);
  await page.emulateMedia({ colorScheme: "dark" });
  await screenshot({ page, device: "desktop", scheme: "dark", language }, screen, name, options);
  await page.setViewportSize(VIEWS.phone);
  await screenshot({ page, device: "phone", scheme: "dark", language }, screen, name, options);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "English", exact: true }).dispatchEvent("click");
  await page.getByRole("button", { name: "한국어", exact: true }).waitFor();
  await screenshot({ page, device: "phone", scheme: "light", language: "en" }, screen, name, options);
  await page.getByRole("button", { name: "한국어", exact: true }).dispatchEvent("click");
};

/** Makes a test of each state. */
export const testStates = (browser: BrowserOfFile, states: readonly State[]): void => {
  for (const state of states) {
    test(`${state.screen}: ${state.name}`, async () => {
      const { path, ...options } = await state.arrange();
      const visit = await browser.open(path, options);
      const words = WORDS[visit.language];
      for (const [pattern, reason] of state.expected ?? []) visit.complaints.expect(pattern, reason);
      await state.reach?.(visit, words);
      await visit.page
        .getByText(state.shows(words) ?? "")
        .first()
        .waitFor();

      expect(await axeFindingsInBothSchemes(visit.page)).toEqual([]);
      await takePictures(visit, state);
      await expectRoomForEverything(visit.page);
    });
  }
};

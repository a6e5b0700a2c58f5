/** The ways to press something: by finger, by mouse, and by keyboard alone. */
import type { Locator, Page } from "playwright-core";

export type Press = (target: Locator) => Promise<void>;

export const byTouch: Press = (target) => target.tap();

export const byMouse: Press = (target) => target.click();

const TABS_MAX = 120;

/** Goes on by Tab until the target has the focus, as somebody does who has no mouse. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${TABS_MAX} presses of Tab do not lead to ${String(target)}.`);
};

/** By keyboard: Tab up to the target, then Enter. */
export const byKeyboard =
  (page: Page): Press =>
  async (target) => {
    await tabTo(page, target);
    await page.keyboard.press("Enter");
  };

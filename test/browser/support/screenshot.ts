/** Pictures of the states of the pages, for people to look at. They are written only when asked for: ENCORE_SCREENSHOTS=1. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Visit } from "#test/browser/support/browser.ts";
import { smallPng } from "#test/browser/support/small-png.ts";
import { PROJECT_DIR } from "#test/runner/run-command.ts";

const FOLDER = join(PROJECT_DIR, "docs", "images", "states");
const BYTES_MAX = 130_000;

interface ScreenshotOptions {
  /** The whole length of the page, instead of what the window shows. */
  readonly wholePage?: boolean;
}

/**
 * Takes a picture of a state of a screen: docs/images/states/<screen>-<state>-<device>-<scheme>-<language>.png.
 * @throws Error if it is too large for the repository
 */
export const screenshot = async (
  { page, device, scheme, language }: Pick<Visit, "page" | "device" | "scheme" | "language">,
  screen: string,
  state: string,
  { wholePage = false }: ScreenshotOptions = {},
): Promise<void> => {
  if (process.env["ENCORE_SCREENSHOTS"] !== "1") return;
  const name = `${screen}-${state}-${device}-${scheme}-${language}.png`;
  const picture = smallPng(
    await page.screenshot({ fullPage: wholePage, animations: "disabled", caret: "hide", scale: "css" }),
  );
  if (picture.length > BYTES_MAX) throw new Error(`${name} has ${picture.length} bytes, more than ${BYTES_MAX}.`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, name), picture);
};

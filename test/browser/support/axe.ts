/** axe-core on a page as it is now: WCAG 2.2 A and AA and axe's best practices. Nothing is excused without a reason. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type axeCore from "axe-core";
import type { Page } from "playwright-core";
import { PROJECT_DIR } from "#test/runner/run-command.ts";

const SOURCE = join(PROJECT_DIR, "node_modules", "axe-core", "axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let source: Promise<string> | undefined;

const violationText = ({ id, impact, help, nodes }: axeCore.Result): string =>
  `${id} (${impact ?? "?"}): ${help}\n${nodes
    .map(({ target, html, failureSummary = "" }) => {
      const why = failureSummary.replaceAll(/\s*\n\s*/g, " ");
      return `    ${target.join(" ")}\n      ${html.slice(0, 200)}\n      ${why}`;
    })
    .join("\n")}`;

/** Rules that look at colours: the others find the same in light and in dark. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Puts axe into the page, unless it is there already. */
const provideAxe = async (page: Page): Promise<void> => {
  if (await page.evaluate(() => "axe" in globalThis)) return;
  source ??= readFile(SOURCE, "utf8");
  // The page's policy allows no inserted script; the debugger that evaluates this is not bound by it.
  await page.evaluate(await source);
};

const run = async (page: Page, options: axeCore.RunOptions): Promise<readonly string[]> => {
  await provideAxe(page);
  const { violations } = await page.evaluate((given) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof axeCore };
    return axe.run(document, given);
  }, options);
  return violations.map(violationText);
};

/**
 * Runs axe and returns what it finds, readable: `expect(await axeFindings(page)).toEqual([])`.
 * @param excused rules that do not apply, each with the reason
 */
export const axeFindings = (page: Page, excused: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  run(page, {
    runOnly: TAGS,
    resultTypes: ["violations"],
    rules: Object.fromEntries(Object.keys(excused).map((rule) => [rule, { enabled: false }])),
  });

/** Everything in light, and the colours in dark too; each finding says in which. */
export const axeFindingsInBothSchemes = async (
  page: Page,
  excused: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const colours = COLOUR_RULES.filter((rule) => !(rule in excused));
  await page.emulateMedia({ colorScheme: "dark" });
  const inDark = await run(page, { runOnly: { type: "rule", values: colours }, resultTypes: ["violations"] });
  await page.emulateMedia({ colorScheme: "light" });
  const inLight = await axeFindings(page, excused);
  return [...inDark.map((finding) => `dark: ${finding}`), ...inLight.map((finding) => `light: ${finding}`)];
};

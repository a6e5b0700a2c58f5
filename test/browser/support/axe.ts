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

/**
 * Runs axe and returns what it finds, readable: `expect(await axeFindings(page)).toEqual([])`.
 * @param excused rules that do not apply, each with the reason
 */
export const axeFindings = async (
  page: Page,
  excused: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  source ??= readFile(SOURCE, "utf8");
  // The page's policy allows no inserted script; the debugger that evaluates this is not bound by it.
  await page.evaluate(await source);
  const options: axeCore.RunOptions = {
    runOnly: TAGS,
    resultTypes: ["violations"],
    rules: Object.fromEntries(Object.keys(excused).map((rule) => [rule, { enabled: false }])),
  };
  const { violations } = await page.evaluate((given) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof axeCore };
    return axe.run(document, given);
  }, options);
  return violations.map(violationText);
};

/** The same in light and in dark; each finding says in which. */
export const axeFindingsInBothSchemes = async (
  page: Page,
  excused: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const findings: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    findings.push(...(await axeFindings(page, excused)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return findings;
};

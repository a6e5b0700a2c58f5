/** The result of a simulated sale as one HTML file that loads nothing, so that it can be opened from disk and passed on. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Html, html } from "#functions/shared/html.ts";
import { chartData, chartFigure } from "#simulation/report/chart.ts";
import { chartOfEstimates, chartOfWaits } from "#simulation/report/charts-of-waits.ts";
import { chartsOverTime } from "#simulation/report/charts-over-time.ts";
import { scopeOf } from "#simulation/report/findings.ts";
import { headline } from "#simulation/report/headline.ts";
import { trusted } from "#simulation/report/markup.ts";
import { costSection } from "#simulation/report/section-cost.ts";
import { chanceTable, fairnessInWords, joinsInWords, outcomeTable } from "#simulation/report/section-people.ts";
import { quotaSection } from "#simulation/report/section-quotas.ts";
import { invariantsSection, optionsSection } from "#simulation/report/section-run.ts";
import type { SimulationResult } from "#simulation/result.ts";

const uplotDir = dirname(createRequire(import.meta.url).resolve("uplot/package.json"));
const pageDir = join(import.meta.dirname, "page");

/** Prevents the page from loading anything, even by mistake. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const inlined = async (directory: string, name: string): Promise<Html> =>
  trusted(await readFile(join(directory, name), "utf8"));

const section = (title: string, ...contents: readonly Html[]): Html => html`
<section>
<h2>${title}</h2>
${contents}
</section>
`;

const body = (result: SimulationResult): Html => {
  const overTime = chartsOverTime(result);
  const waits = chartOfWaits(result);
  const estimates = chartOfEstimates(result);
  const drawn = (...ids: readonly string[]): readonly Html[] =>
    overTime.filter(({ id }) => ids.includes(id)).map(chartFigure);

  return html`
<header>
<h1>A simulated sale</h1>
<p>${scopeOf(result)}.</p>
</header>
<main>
${headline(result)}
<noscript><p>The charts need JavaScript. The data of each chart are below it.</p></noscript>
${section("The queue and the seats", ...drawn("queue-length", "admissions", "seats"))}
${section("Waits and estimates", chartFigure(waits), chartFigure(estimates))}
${section("What happened to the users", outcomeTable(result), joinsInWords(result), chanceTable(result))}
${section("Fairness", fairnessInWords(result))}
${section("Load", ...drawn("requests", "units"))}
${section("Cost", costSection(result))}
${section("Before the on-sale", quotaSection(result))}
${section("Invariants", invariantsSection(result))}
${section("Run it again", optionsSection(result))}
</main>
${chartData([...overTime, waits, estimates])}`;
};

/**
 * Makes the report. Styles, script and the chart library (uPlot, with its licence) are inlined; everything from the result
 * is escaped.
 */
export const htmlReport = async (result: SimulationResult): Promise<string> => {
  const [style, script, uplotStyle, uplotScript, uplotLicence] = await Promise.all([
    inlined(pageDir, "report.css"),
    inlined(pageDir, "draw-charts.js"),
    inlined(join(uplotDir, "dist"), "uPlot.min.css"),
    inlined(join(uplotDir, "dist"), "uPlot.iife.min.js"),
    inlined(uplotDir, "LICENSE"),
  ]);
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A simulated sale: ${scopeOf(result)}</title>
<style>${uplotStyle}</style>
<style>${style}</style>
</head>
<body>
${body(result)}
<script>/*\n${uplotLicence}*/\n${uplotScript}</script>
<script type="module">${script}</script>
</body>
</html>
`);
};

/** The outcome of a simulated sale as one HTML file that loads nothing: it opens from the disk, and can be sent on. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chartData, chartFigure } from "#simulation/report/chart.ts";
import { chartOfEstimates, chartOfWaits } from "#simulation/report/charts-of-waits.ts";
import { chartsOverTime } from "#simulation/report/charts-over-time.ts";
import { scopeOf } from "#simulation/report/findings.ts";
import { headline } from "#simulation/report/headline.ts";
import { html, type Markup, trusted } from "#simulation/report/markup.ts";
import { costSection } from "#simulation/report/section-cost.ts";
import { chanceTable, fairnessInWords, joinsInWords, outcomeTable } from "#simulation/report/section-people.ts";
import { invariantsSection, optionsSection } from "#simulation/report/section-run.ts";
import type { SimulationResult } from "#simulation/result.ts";

const uplotDir = dirname(createRequire(import.meta.url).resolve("uplot/package.json"));
const pageDir = join(import.meta.dirname, "page");

/** Even a mistake in the page cannot make it load anything. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const inlined = async (directory: string, name: string): Promise<Markup> =>
  trusted(await readFile(join(directory, name), "utf8"));

const section = (title: string, ...contents: readonly Markup[]): Markup => html`
<section>
<h2>${title}</h2>
${contents}
</section>
`;

const body = (result: SimulationResult): Markup => {
  const overTime = chartsOverTime(result);
  const waits = chartOfWaits(result);
  const estimates = chartOfEstimates(result);
  const drawn = (...ids: readonly string[]): readonly Markup[] =>
    overTime.filter(({ id }) => ids.includes(id)).map(chartFigure);

  return html`
<header>
<h1>A simulated sale</h1>
<p>${scopeOf(result)}.</p>
</header>
<main>
${headline(result)}
<noscript><p>The charts need JavaScript. Below each are its figures.</p></noscript>
${section("The line and the seats", ...drawn("line-length", "admissions", "seats"))}
${section("Waits and estimates", chartFigure(waits), chartFigure(estimates))}
${section("What became of the users", outcomeTable(result), joinsInWords(result), chanceTable(result))}
${section("Fairness", fairnessInWords(result))}
${section("Load", ...drawn("requests", "units"))}
${section("Cost", costSection(result))}
${section("Invariants", invariantsSection(result))}
${section("Run it again", optionsSection(result))}
</main>
${chartData([...overTime, waits, estimates])}`;
};

/**
 * The report. Styles, script and the library that draws (uPlot, with its licence) are inside; everything from the
 * result is escaped.
 */
export const htmlReport = async (result: SimulationResult): Promise<string> => {
  const [style, script, uplotStyle, uplotScript, uplotLicence] = await Promise.all([
    inlined(pageDir, "report.css"),
    inlined(pageDir, "draw-charts.js"),
    inlined(join(uplotDir, "dist"), "uPlot.min.css"),
    inlined(join(uplotDir, "dist"), "uPlot.iife.min.js"),
    inlined(uplotDir, "LICENSE"),
  ]);
  return html`<!doctype html>
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
`.markup;
};

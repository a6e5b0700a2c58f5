/** A run as one HTML file that loads nothing and needs no script, so that it can be opened from disk and passed on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chartSvg } from "#bench/charts/chart-svg.ts";
import { type Check, verdictInWords, verdictOf } from "#bench/frame/check.ts";
import { machineInWords, versionsInWords } from "#bench/frame/machine.ts";
import type { Chart, ResultTable } from "#bench/frame/part.ts";
import { type BenchReport, checksOf, missedOf, type PartReport } from "#bench/frame/report.ts";
import { cellText } from "#bench/frame/text-report.ts";
import { type Html, html, raw } from "#functions/shared/html.ts";
import { PROJECT_DIR } from "#lib/project.ts";
import { trusted } from "#simulation/report/markup.ts";
import { quantity } from "#simulation/report/number-format.ts";
import { table } from "#simulation/report/table.ts";

const STYLE_FILE = join(PROJECT_DIR, "simulation", "report", "page", "report.css");
/** Charts have styles of their own; nothing may be loaded and nothing may run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A picture has its title in it, its numbers as its text alternative, and the tables below it for whoever wants them exactly. */
const figure = (chart: Chart): Html => html`
<figure id="${chart.id}">
${raw(chartSvg(chart))}
</figure>`;

const isInWords = ({ rows }: ResultTable): boolean =>
  rows.some((row) => row.slice(1).some((cell) => typeof cell === "string"));

const tableOf = (result: ResultTable): Html =>
  table({
    caption: result.caption,
    columns: result.columns,
    rows: result.rows.map(([name = "", ...cells]) => [cellText(name), ...cells.map(cellText)]),
    words: isInWords(result),
  });

const checkTable = (caption: string, checks: readonly Check[]): Html =>
  table({
    caption,
    columns: ["Figure", "Value", "Target", "Unit", "Verdict"],
    rows: checks.map((check) => [
      check.what,
      quantity(check.value),
      `${check.better === "lower" ? "at most" : "at least"} ${quantity(check.target)}`,
      `${check.unit}, ${check.basis}`,
      verdictOf(check).isMet ? "met" : html`<strong>${verdictInWords(check)}</strong>`,
    ]),
    words: true,
  });

const section = ({ name, what, seconds, result, error }: PartReport): Html => html`
<section>
<h2 id="${name}">${name}: ${what}</h2>
${error === undefined ? "" : html`<p class="alarming">It broke: ${error}</p>`}
${
  result === undefined
    ? ""
    : html`${result.notes.map((note) => html`<p>${note}</p>\n`)}
${result.charts.map(figure)}
${result.tables.map(tableOf)}
${result.checks.length === 0 ? "" : checkTable(`Targets of ${name}`, result.checks)}`
}
<p>It took ${seconds.toFixed(1)} s.</p>
</section>
`;

export const htmlPage = async (report: BenchReport): Promise<string> => {
  const style = trusted(await readFile(STYLE_FILE, "utf8"));
  const [checks, missed] = [checksOf(report), missedOf(report)];
  const when = report.at.replace("T", " ").slice(0, 16);
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Encore, measured on ${when}</title>
<style>${style}
figure svg { max-width: 100%; height: auto; }</style>
</head>
<body>
<header>
<h1>Encore, measured</h1>
<p>${when} UTC, seed ${report.seed}${report.isQuick ? ", quick" : ""}. ${machineInWords(report.machine)}. ${versionsInWords(report.versions)}.</p>
</header>
<main>
<p>${checks.length - missed.length} of ${checks.length} targets are met.</p>
${missed.length === 0 ? "" : checkTable("Targets that are missed", missed)}
${report.parts.map(section)}
</main>
</body>
</html>
`);
};

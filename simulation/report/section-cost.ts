/** The bill of the sale, and the prices behind it. */

import { type Html, type HtmlValue, html } from "#functions/shared/html.ts";
import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { count, quantity, usd, usdExact } from "#simulation/report/number-format.ts";
import { NOT_COUNTED, PRICES, PROVENANCE, type Price, PUBLISHED, REGION } from "#simulation/report/prices.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";

const billTable = ({ usage, seats, people }: SimulationResult): Html => {
  const lines = costOf(usage);
  const total = totalOf(lines);
  return table({
    caption: "Cost of the sale in US dollars",
    columns: ["What", "Quantity", "Unit", "US dollars"],
    rows: lines.map((line) => [line.what, quantity(line.quantity), line.unit, usd(line.usd)]),
    totals: [
      ["Total", "", "", usd(total)],
      ["Per 1,000 seats sold", "", "", usd(usdPerThousand(total, seats.sold))],
      ["Per 1,000 users", "", "", usd(usdPerThousand(total, people.users))],
    ],
  });
};

const durationTable = ({ usage }: SimulationResult): Html =>
  table({
    caption: "Functions, with their assumed mean durations",
    columns: ["Function", "Invocations", "Milliseconds per invocation, rounded up"],
    rows: usage.lambda.map(({ what, invocations, meanMs }) => [what, count(invocations), count(Math.ceil(meanMs))]),
  });

const priceRow = ({ what, usd: amount, units, unit, page, basis }: Price): readonly [string, ...HtmlValue[]] => [
  what,
  html`${usdExact(amount)} per ${count(units)} ${unit}`,
  html`<a href="${page}" rel="noreferrer">${page.replace("https://", "")}</a>`,
  basis,
];

const priceTable = (): Html =>
  table({
    caption: `List prices in ${REGION}, as of ${PUBLISHED}`,
    columns: ["What", "US dollars", "Page", "Source"],
    rows: Object.values(PRICES).map(priceRow),
    words: true,
  });

export const costSection = (result: SimulationResult): Html => html`
<p>On-demand list prices, without free tier and volume discounts. Not included: ${NOT_COUNTED}.</p>
${billTable(result)}
${durationTable(result)}
<details><summary>Prices and their sources</summary>
<p>${PROVENANCE}</p>
${priceTable()}</details>`;

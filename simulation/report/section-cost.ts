/** The bill of the sale, and the prices it is made from. */

import { costOf, totalOf, usdPerThousand } from "#simulation/report/cost.ts";
import { count, quantity, usd, usdExact } from "#simulation/report/figures.ts";
import { type Content, html, type Markup } from "#simulation/report/markup.ts";
import { NOT_COUNTED, PRICES, PROVENANCE, type Price, PUBLISHED, REGION } from "#simulation/report/prices.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";

const billTable = ({ usage, seats, people }: SimulationResult): Markup => {
  const lines = costOf(usage);
  const total = totalOf(lines);
  return table({
    caption: "Cost of the sale in US dollars",
    columns: ["What", "Quantity", "AuditTask", "US dollars"],
    rows: lines.map((line) => [line.what, quantity(line.quantity), line.unit, usd(line.usd)]),
    totals: [
      ["In all", "", "", usd(total)],
      ["For 1,000 seats sold", "", "", usd(usdPerThousand(total, seats.sold))],
      ["For 1,000 users", "", "", usd(usdPerThousand(total, people.users))],
    ],
  });
};

const durationTable = ({ usage }: SimulationResult): Markup =>
  table({
    caption: "Functions, with the mean duration assumed for each",
    columns: ["Function", "Invocations", "Milliseconds each, rounded up"],
    rows: usage.lambda.map(({ what, invocations, meanMs }) => [what, count(invocations), count(Math.ceil(meanMs))]),
  });

const priceRow = ({ what, usd: amount, units, unit, page, basis }: Price): readonly [string, ...Content[]] => [
  what,
  html`${usdExact(amount)} for ${count(units)} ${unit}`,
  html`<a href="${page}" rel="noreferrer">${page.replace("https://", "")}</a>`,
  basis,
];

const priceTable = (): Markup =>
  table({
    caption: `List prices in ${REGION}, as of ${PUBLISHED}`,
    columns: ["What", "US dollars", "Page", "Taken from"],
    rows: Object.values(PRICES).map(priceRow),
    words: true,
  });

export const costSection = (result: SimulationResult): Markup => html`
<p>On-demand list prices without free tier and volume discounts. Not counted: ${NOT_COUNTED}.</p>
${billTable(result)}
${durationTable(result)}
<details><summary>Prices, and what they were taken from</summary>
<p>${PROVENANCE}</p>
${priceTable()}</details>`;

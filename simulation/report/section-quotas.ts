/** What the account has to have before the on-sale. */
import { type Html, html } from "#functions/shared/html.ts";
import { isEnough, quotasOf } from "#simulation/quotas.ts";
import { count } from "#simulation/report/number-format.ts";
import { table } from "#simulation/report/table.ts";
import type { SimulationResult } from "#simulation/result.ts";
import { loadOf } from "#simulation/sale-load.ts";

export const quotaSection = (result: SimulationResult): Html => html`
<p>What this sale needs, beside what an AWS account has by default.</p>
${table({
  caption: "Quotas",
  columns: ["What", "Needed", "By default", "What to do"],
  rows: quotasOf(loadOf(result)).map((quota) => [
    `${quota.what}, ${quota.unit}`,
    count(quota.needed),
    count(quota.accountDefault),
    isEnough(quota) ? "nothing" : quota.remedy,
  ]),
  words: true,
})}`;

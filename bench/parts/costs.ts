/** The cost model: sales of three sizes beside two other designs, and a month at rest. */
import { type Design, designsOf } from "#bench/costs/designs.ts";
import { monthAtRest, stageThings } from "#bench/costs/month-at-rest.ts";
import type { Check } from "#bench/frame/check.ts";
import type { Chart, Part, PartContext, ResultTable } from "#bench/frame/part.ts";
import { synthesizeApart } from "#lib/build/synthesize-apart.ts";
import { DEFAULT_SALE } from "#simulation/options.ts";
import { type CostLine, costLine, costOf, totalOf } from "#simulation/report/cost.ts";
import { usd } from "#simulation/report/number-format.ts";
import { NOT_COUNTED, PUBLISHED, REGION, STAGE_PRICES } from "#simulation/report/prices.ts";
import type { SimulationResult } from "#simulation/result.ts";
import { simulateSale } from "#simulation/sale.ts";

const LARGEST = 1_000_000;
/** People, and a seat for each twenty of them. A quick run has the largest alone, which has the target. */
const SALES = [10_000, 100_000, LARGEST] as const;
const PEOPLE_A_SEAT = 20;
/** The queue admits as many at once as a hall of this size can do with. */
const ACTIVE_SHARE = 0.006;
const TARGET_USD = 20;
/** What the bill may be until the target is met. */
const LIMIT_USD = 25;

interface PricedDesign {
  readonly name: string;
  readonly shortName: string;
  readonly lines: readonly CostLine[];
  readonly total: number;
}

interface PricedSale {
  readonly people: number;
  readonly requestsAtEdge: number;
  readonly designs: readonly PricedDesign[];
}

const priced = ({ name, shortName, usage }: Design): PricedDesign => {
  const lines = costOf(usage);
  return { name, shortName, lines, total: totalOf(lines) };
};

/** The million is simulated with the defaults; smaller sales have their part of the room. */
const simulated = (people: number, seed: number): SimulationResult =>
  simulateSale(
    {
      ...DEFAULT_SALE,
      seed,
      users: people,
      seats: people / PEOPLE_A_SEAT,
      "max-active": Math.round(people * ACTIVE_SHARE),
      "admit-per-tick": Math.max(1, Math.round((people * ACTIVE_SHARE) / 10)),
    },
    () => undefined,
  );

const saleOf = (people: number, seed: number): PricedSale => {
  const sale = simulated(people, seed);
  if (sale.violations.length > 0) throw new Error(`The simulated sale of ${people} broke an invariant.`);
  const designs = designsOf(sale);
  return { people, requestsAtEdge: designs[0]?.usage.edgeRequests ?? Number.NaN, designs: designs.map(priced) };
};

const billTable = (caption: string, lines: readonly CostLine[]): ResultTable => ({
  caption,
  columns: ["What", "Quantity", "Unit", "US dollars"],
  rows: [
    ...lines.map(({ what, quantity, unit, usd: amount }) => [what, quantity, unit, usd(amount)]),
    ["total", null, "", usd(totalOf(lines))],
  ],
});

const designTable = (sales: readonly PricedSale[]): ResultTable => ({
  caption: "A sale in US dollars, by design and number of people",
  columns: ["Design", ...sales.map(({ people }) => people.toLocaleString("en"))],
  rows: (sales[0]?.designs ?? []).map(({ name }, index) => [
    name,
    ...sales.map(({ designs }) => usd(designs[index]?.total ?? Number.NaN)),
  ]),
});

const growthChart = (sales: readonly PricedSale[]): Chart => ({
  kind: "lines",
  id: "costs-growth",
  title: "What a sale costs, by the number of people",
  x: { axis: "people", scale: "log" },
  y: { axis: "US dollars", scale: "log" },
  series: (sales[0]?.designs ?? []).map(({ shortName }, index) => ({
    label: shortName,
    points: sales.map(({ people, designs }) => ({ x: people, y: designs[index]?.total ?? Number.NaN })),
  })),
  inWords: sales
    .map(({ people, designs: [ours] }) => `${people.toLocaleString("en")} people: ${usd(ours?.total ?? Number.NaN)}`)
    .join("; "),
});

const designChart = ({ people, designs }: PricedSale): Chart => ({
  kind: "bars",
  id: "costs",
  title: `What a sale to ${people.toLocaleString("en")} people costs`,
  axis: "US dollars at list prices",
  scale: "linear",
  bars: designs.map(({ name, total }) => ({ label: name, value: total, text: usd(total) })),
  inWords: designs.map(({ name, total }) => `${name}: ${usd(total)}`).join("; "),
});

const checkOf = ({ designs: [ours] }: PricedSale): Check => ({
  what: "a sale to a million people, edge included",
  unit: "US dollars",
  basis: "counted",
  better: "lower",
  value: ours?.total ?? Number.NaN,
  target: TARGET_USD,
  limit: LIMIT_USD,
});

const stageLines = async (): Promise<readonly CostLine[]> => {
  const context = {
    pages: "false",
    "allow-simulated-gateway": "true",
    "alarm-email": "nobody@example.com",
    "mail-from": "nobody@example.com",
  };
  const [synthesis] = await synthesizeApart([{ stageName: "prod", context }]);
  if (synthesis === undefined) throw new Error("The stage was not synthesized.");
  return monthAtRest(stageThings(synthesis.template));
};

const firewallNote = ({ requestsAtEdge }: PricedSale): string => {
  const { usd: amount } = costLine(STAGE_PRICES.firewallRequests, requestsAtEdge);
  return `The firewall looks at ${requestsAtEdge.toLocaleString("en")} requests of the largest sale here, for ${usd(amount)} more where a stage has one.`;
};

const run = async ({ isQuick, seed, progress }: PartContext) => {
  const sales: PricedSale[] = [];
  for (const people of SALES.filter((each) => !isQuick || each === LARGEST)) {
    progress(`simulating a sale to ${people.toLocaleString("en")} people`);
    sales.push(saleOf(people, seed));
  }
  const largest = sales.at(-1);
  if (largest === undefined) throw new Error("No sale was simulated.");
  progress("synthesizing a stage");
  const atRest = await stageLines();
  const [ours] = largest.designs;
  return {
    tables: [
      designTable(sales),
      billTable(`Encore's bill for ${largest.people.toLocaleString("en")} people`, ours?.lines ?? []),
      billTable("A month at rest, of a stage like prod", atRest),
    ],
    charts: [designChart(largest), ...(sales.length > 1 ? [growthChart(sales)] : [])],
    checks: [checkOf(largest)],
    notes: [
      `On-demand list prices of ${PUBLISHED} in ${REGION}, without free tier; those of a stage at rest are of us-east-1. A sale's bill leaves out ${NOT_COUNTED}; a stage's leaves out logs, backups and storage.`,
      firewallNote(largest),
    ],
    raw: { sales, atRest },
  };
};

export const costs: Part = {
  name: "costs",
  what: "what a sale costs on AWS, beside other designs, and a month at rest",
  run,
};

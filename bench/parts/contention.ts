/** Many who want the same: a seat, the best seats, one account. Who wins, what it costs, and how that grows with their number. */
import { codesOf, type Rivalry } from "#bench/contention/rivalry.ts";
import type { Scenario } from "#bench/contention/scenarios.ts";
import type { Check } from "#bench/frame/check.ts";
import { exponentOf } from "#bench/frame/fit.ts";
import type { Chart, Part, PartContext, ResultTable } from "#bench/frame/part.ts";
import { percentile } from "#bench/frame/spread.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

/** Each rival needs some requests, so their number can't grow more slowly than the rivals. */
const EXPONENT_TARGET = 1.1;

/** One that is lost and one that goes through; now and then somebody loses again. */
const TRANSACTIONS_TARGET = 2.2;
/** On a slow machine some have to come back. */
const TRANSACTIONS_LIMIT = 3;

interface Played {
  readonly scenario: Scenario;
  readonly rivalries: readonly Rivalry[];
}

const endingsInWords = (rivalry: Rivalry): string =>
  [...codesOf(rivalry)].map(([code, count]) => `${count} ${code === "OK" ? "won" : code}`).join(", ");

const tableOf = ({ scenario, rivalries }: Played): ResultTable => ({
  caption: `${scenario.name}: ${scenario.what}`,
  columns: [
    "rivals",
    "endings",
    "requests to DynamoDB",
    "a rival",
    "transactions among them",
    "most tries",
    "p50 ms",
    "p95 ms",
    "p99 ms",
  ],
  rows: rivalries.map((rivalry) => {
    const times = rivalry.endings.map(({ ms }) => ms);
    return [
      String(rivalry.rivals),
      endingsInWords(rivalry),
      rivalry.requests,
      rivalry.requests / rivalry.rivals,
      rivalry.transactions,
      Math.max(...rivalry.endings.map(({ tries }) => tries)),
      percentile(times, 0.5),
      percentile(times, 0.95),
      percentile(times, 0.99),
    ];
  }),
});

const pointsOf = ({ rivalries }: Played) => rivalries.map(({ rivals, requests }) => ({ x: rivals, y: requests }));

/** Of the largest crowd, for each rival. */
const transactionsCheck = ({ scenario, rivalries }: Played): readonly Check[] => {
  const largest = rivalries.at(-1);
  if (!scenario.losesOnce || largest === undefined) return [];
  return [
    {
      what: `${scenario.name}: transactions for each of ${largest.rivals} rivals`,
      unit: "transactions",
      basis: "counted",
      better: "lower",
      value: largest.transactions / largest.rivals,
      target: TRANSACTIONS_TARGET,
      limit: TRANSACTIONS_LIMIT,
    },
  ];
};

/**
 * Winners are counted, so a wrong number fails the run, and so do transactions where a rival loses one only. Other requests
 * depend on who meets whom and how fast, so their growth does not.
 */
const checksOf = (played: Played): readonly Check[] => {
  const { scenario, rivalries } = played;
  const wrong = rivalries.reduce(
    (sum, rivalry) => sum + Math.abs((codesOf(rivalry).get("OK") ?? 0) - scenario.winners(rivalry.rivals)),
    0,
  );
  return [
    {
      what: `${scenario.name}: winners too many or too few`,
      unit: "people",
      basis: "counted",
      better: "lower",
      value: wrong,
      target: 0,
    },
    {
      what: `${scenario.name}: growth of requests with the number of rivals`,
      unit: "exponent",
      basis: "measured",
      better: "lower",
      value: exponentOf(pointsOf(played)),
      target: EXPONENT_TARGET,
    },
    ...transactionsCheck(played),
  ];
};

const chartOf = (all: readonly Played[]): Chart => ({
  kind: "lines",
  id: "contention",
  title: "Requests to DynamoDB until all are through",
  x: { axis: "rivals", scale: "log" },
  y: { axis: "requests", scale: "log" },
  series: all.map((played) => ({ label: played.scenario.name, points: pointsOf(played) })),
  inWords: all
    .map((played) => `${played.scenario.name}: exponent ${exponentOf(pointsOf(played)).toFixed(2)}`)
    .join("; "),
});

const run = async ({ isQuick, progress }: PartContext) => {
  const environment = await startTestEnvironment();
  try {
    const { SCENARIOS } = await import("#bench/contention/scenarios.ts");
    const { readTopUpChecks } = await import("#bench/contention/top-up-checks.ts");
    const { connectEachFunction } = await import("#bench/contention/sockets.ts");
    connectEachFunction();
    const endChecks = readTopUpChecks();
    const all: Played[] = [];
    for (const scenario of SCENARIOS) {
      const rivalries: Rivalry[] = [];
      for (const rivals of isQuick ? scenario.rivalsQuick : scenario.rivals) {
        progress(`${scenario.name}: ${rivals} rivals`);
        rivalries.push(await scenario.play(rivals));
      }
      all.push({ scenario, rivalries });
    }
    await endChecks();
    return {
      tables: all.map(tableOf),
      charts: [chartOf(all)],
      checks: all.flatMap(checksOf),
      notes: [
        "All rivals are in one process, which shares the machine with the engine: times are of a crowd at one function's door, not of Lambda.",
        "A request counts each time it is sent: refused by DynamoDB, or sent again by the SDK. A rival that is asked to come back comes back.",
      ],
      raw: all.map(({ scenario: { name }, rivalries }) => ({ name, rivalries })),
    };
  } finally {
    await environment.stop();
  }
};

export const contention: Part = {
  name: "contention",
  what: "rivals for one seat, one section and one account: winners, requests, times",
  run,
};

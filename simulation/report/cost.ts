/** What a simulated sale would cost on AWS: everything that it used, times the list price. */

import { stageSettings } from "#lib/stages.ts";
import { PRICES, type Price, WARM_PRICE } from "#simulation/report/prices.ts";
import type { Usage } from "#simulation/result.ts";

export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usd: number;
}

/** AWS counts storage in units of 2^30 bytes; the round number makes the cost slightly too high. */
const BYTES_PER_GB = 1e9;
/** Stored items are priced as if they stayed for one month. */
const STORAGE_MONTHS = 1;

/** What a quantity costs. */
export const costLine = (price: Price, quantity: number, part?: string): CostLine => ({
  what: part === undefined ? price.what : `${price.what}: ${part}`,
  quantity,
  unit: price.unit,
  usd: (quantity / price.units) * price.usd,
});

/** GB-seconds of the invocations; each is billed in whole milliseconds, rounded up. */
export const gigabyteSeconds = (invocations: number, meanMs: number): number =>
  (invocations * Math.ceil(meanMs) * stageSettings("prod").functionMemoryMb) / 1024 / 1000;

/** The bill in US dollars, line by line, for functions with the memory of the stage `prod`. */
export const costOf = (usage: Usage): readonly CostLine[] => {
  const invocations = usage.lambda.reduce((sum, each) => sum + each.invocations, 0);
  return [
    costLine(PRICES.edgeRequests, usage.edgeRequests),
    costLine(PRICES.httpRequests, usage.httpRequests),
    costLine(PRICES.lambdaRequests, invocations),
    ...usage.lambda.map(({ what, invocations, meanMs }) =>
      costLine(PRICES.lambdaCompute, gigabyteSeconds(invocations, meanMs), what),
    ),
    costLine(PRICES.sqsRequests, usage.sqsRequests),
    costLine(PRICES.readUnits, usage.readUnits),
    costLine(PRICES.writeUnits, usage.writeUnits),
    costLine(PRICES.storage, (usage.storedBytes / BYTES_PER_GB) * STORAGE_MONTHS),
  ];
};

const HOUR_SECONDS = 3600;

/** US dollars an hour for keeping instances warm that have this memory together, in MB. */
export const warmUsdPerHour = (memoryMb: number): number =>
  ((memoryMb / 1024) * HOUR_SECONDS * WARM_PRICE.usd) / WARM_PRICE.units;

/** The sum of all lines in US dollars. */
export const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

/** US dollars per thousand seats or users; null if the count is 0. */
export const usdPerThousand = (usd: number, count: number): number | null => (count > 0 ? (usd / count) * 1000 : null);

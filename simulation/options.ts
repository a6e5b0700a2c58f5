/** What a simulated sale is made of, and how it is asked for on the command queue. */
import { parseArgs } from "node:util";

interface Option {
  readonly what: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

const OPTIONS = {
  users: { what: "people who want seats", default: 1_000_000, min: 1, max: 5_000_000 },
  seats: { what: "seats of the performance", default: 50_000, min: 1, max: 90_000 },
  seed: {
    what: "of everything that is left to chance; the same seed gives the same sale",
    default: 7,
    min: 0,
    max: 2 ** 32 - 1,
  },
  "max-active": { what: "admitted people at one time, at most", default: 6000, min: 1, max: 1_000_000 },
  "admit-per-tick": { what: "people admitted by one tick, at most", default: 600, min: 1, max: 10_000 },
  "tick-seconds": { what: "time between two ticks", default: 5, min: 1, max: 60 },
  "claim-seconds": { what: "how long a turn waits to be taken up", default: 60, min: 1, max: 600 },
  "pass-seconds": { what: "how long an admission lasts", default: 600, min: 1, max: 7200 },
  "hold-seconds": { what: "how long a hold keeps its seats", default: 300, min: 1, max: 900 },
  "inventory-percent": {
    what: "people let in for the free seats, in percent of those whom they can serve",
    default: 120,
    min: 100,
    max: 1000,
  },
  lobby: { what: "percent of the people who come before the opening", default: 40, min: 0, max: 100 },
  spike: {
    what: "percent who come in the rush after it; the rest comes over the next hour",
    default: 35,
    min: 0,
    max: 100,
  },
  presale: { what: "percent of the people in the presale group", default: 0, min: 0, max: 100 },
  "presale-share": { what: "percent of each tick for the presale lane", default: 30, min: 1, max: 90 },
  "no-shows": { what: "percent who close the page while they wait", default: 20, min: 0, max: 100 },
  leavers: { what: "percent who leave the queue while they wait", default: 3, min: 0, max: 100 },
  buyers: { what: "percent of those inside who hold seats; the others only look", default: 85, min: 0, max: 100 },
  payers: { what: "percent of the holds that are paid; the others expiry", default: 88, min: 0, max: 100 },
  duplicates: { what: "percent of the joins that are sent twice", default: 5, min: 0, max: 100 },
  crashes: { what: "percent of the ticks that stop between two writes", default: 1, min: 0, max: 100 },
  overlaps: { what: "percent of the ticks that run beside another one", default: 2, min: 0, max: 100 },
  skew: { what: "seconds that clocks of two functions differ by, at most", default: 2, min: 0, max: 2 },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;
export type SaleOptions = Readonly<Record<OptionName, number>>;

export interface Command {
  readonly sale: SaleOptions;
  /** File that the report is written to. */
  readonly report: string;
}

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

export const DEFAULT_SALE: SaleOptions = Object.fromEntries(
  NAMES.map((name) => [name, OPTIONS[name].default]),
) as unknown as SaleOptions;

const HELP = `Plays a whole on-sale in virtual time, through the rules that the service runs, and checks its invariants throughout.

Usage: npm run simulate -- [--users N] [--seats N] [--seed N] …

${NAMES.map((name) => `  --${name.padEnd(15)} ${OPTIONS[name].what} (${OPTIONS[name].default})`).join("\n")}
  --report FILE     where the report goes, a page with charts (simulation.html)
  --help            this text

Ends with exit code 1 if an invariant was broken.`;

export class UsageError extends Error {}

/**
 * @returns undefined if help was asked for, and printed
 * @throws UsageError saying which option is wrong
 */
export const parseCommand = (args: readonly string[]): Command | undefined => {
  const { values } = parsed(args);
  if (values["help"]) {
    console.log(HELP);
    return undefined;
  }
  const sale = { ...DEFAULT_SALE } as Record<OptionName, number>;
  for (const name of NAMES) if (values[name] !== undefined) sale[name] = inRange(name, String(values[name]));
  if (sale.lobby + sale.spike > 100) throw new UsageError("--lobby and --spike together are more than 100 percent.");
  return { sale, report: String(values["report"] ?? "simulation.html") };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(NAMES.map((name) => [name, { type: "string" as const }])),
        report: { type: "string" as const },
        help: { type: "boolean" as const, short: "h" },
      },
    }) as { readonly values: Readonly<Record<string, string | boolean | undefined>> };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const inRange = (name: OptionName, text: string): number => {
  const { min, max } = OPTIONS[name];
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} has to be a whole number from ${min} to ${max}; it is "${text}".`);
};

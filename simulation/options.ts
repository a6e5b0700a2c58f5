/** The settings of a simulated sale, and the command line that sets them. */
import { parseArgs } from "node:util";
import { stageSettings } from "#lib/stages.ts";

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
    what: "of the random numbers; the same seed gives the same sale",
    default: 7,
    min: 0,
    max: 2 ** 32 - 1,
  },
  "max-active": { what: "most people admitted at once", default: 6000, min: 1, max: 1_000_000 },
  "admit-per-tick": { what: "most people admitted by one tick", default: 600, min: 1, max: 10_000 },
  "tick-seconds": { what: "seconds between two ticks", default: 5, min: 1, max: 60 },
  "claim-seconds": { what: "seconds in which a turn must be claimed", default: 60, min: 1, max: 600 },
  "pass-seconds": { what: "seconds that a pass lasts", default: 600, min: 1, max: 7200 },
  "hold-seconds": { what: "seconds that a hold keeps its seats", default: 300, min: 1, max: 900 },
  "inventory-percent": {
    what: "people admitted for the free seats, in percent of those whom the seats can serve",
    default: 120,
    min: 100,
    max: 1000,
  },
  lobby: { what: "percent of people who come before the opening", default: 40, min: 0, max: 100 },
  spike: {
    what: "percent who come in the rush after the opening; the rest come over the next hour",
    default: 35,
    min: 0,
    max: 100,
  },
  presale: { what: "percent of people in the presale group", default: 0, min: 0, max: 100 },
  "presale-share": { what: "percent of each tick for the presale lane", default: 30, min: 1, max: 90 },
  "no-shows": { what: "percent who close the page while they wait", default: 20, min: 0, max: 100 },
  leavers: { what: "percent who leave the queue while they wait", default: 3, min: 0, max: 100 },
  buyers: { what: "percent of those inside who hold seats; the others only look", default: 85, min: 0, max: 100 },
  payers: { what: "percent of holds that are paid; the others expire", default: 88, min: 0, max: 100 },
  duplicates: { what: "percent of joins that are sent twice", default: 5, min: 0, max: 100 },
  crashes: { what: "percent of ticks that crash between two writes", default: 1, min: 0, max: 100 },
  overlaps: { what: "percent of ticks that overlap with another tick", default: 2, min: 0, max: 100 },
  "requests-per-second": {
    what: "requests a second that the stage lets through, shared out to routes",
    default: stageSettings("prod").requestsPerSecondMax,
    min: 100,
    max: 100_000,
  },
  skew: { what: "most seconds by which the clocks of two functions differ", default: 2, min: 0, max: 2 },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;
export type SaleOptions = Readonly<Record<OptionName, number>>;

export interface Command {
  readonly sale: SaleOptions;
  /** The file that the report is written to. */
  readonly report: string;
}

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];

export const DEFAULT_SALE: SaleOptions = Object.fromEntries(
  NAMES.map((name) => [name, OPTIONS[name].default]),
) as unknown as SaleOptions;

const HELP = `Usage: npm run simulate -- [--users N] [--seats N] [--seed N] …

Simulates a whole on-sale in virtual time with the service's own rules, checks its invariants all the time, and writes a
report with charts. docs/reference/invariants.md lists the invariants.

${NAMES.map((name) => `  --${name.padEnd(15)} ${OPTIONS[name].what} (${OPTIONS[name].default})`).join("\n")}
  --report FILE     the file for the report, an HTML page (simulation.html)
  --help            show this help

Exit code: 0 all invariants held, 1 an invariant was broken, 2 wrong options.`;

export class UsageError extends Error {}

/**
 * @returns undefined if --help was given; the help is printed
 * @throws UsageError naming the option that is wrong
 */
export const parseCommand = (args: readonly string[]): Command | undefined => {
  const { values } = parsed(args);
  if (values["help"]) {
    console.log(HELP);
    return undefined;
  }
  const sale = { ...DEFAULT_SALE } as Record<OptionName, number>;
  for (const name of NAMES) if (values[name] !== undefined) sale[name] = inRange(name, String(values[name]));
  if (sale.lobby + sale.spike > 100) throw new UsageError("--lobby and --spike together exceed 100 percent.");
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
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
};

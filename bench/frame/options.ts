/** The command line of `npm run bench`. */
import { readOptions, UsageError, wholeNumber } from "#cli/options.ts";

export interface BenchOptions {
  readonly isQuick: boolean;
  /** Names of parts, in the order in which they run. */
  readonly only: readonly string[];
  readonly jsonFile: string | undefined;
  readonly htmlFile: string | undefined;
  /** For each chart as a file of its own. */
  readonly chartFolder: string | undefined;
  readonly seed: number;
  readonly isHelp: boolean;
}

const SEED_MAX = 2 ** 32 - 1;

/** @throws UsageError naming the option that is wrong */
export const optionsFrom = (args: readonly string[], partNames: readonly string[]): BenchOptions => {
  const { only, json, html, charts, seed, quick, help } = parsed(args);
  const wanted = only === undefined ? partNames : only.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !partNames.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`--only: there is no part "${unknown.join('", "')}". See npm run bench -- --help.`);
  return {
    isQuick: quick,
    only: partNames.filter((name) => wanted.includes(name)),
    jsonFile: json,
    htmlFile: html,
    chartFolder: charts,
    seed: wholeNumber("seed", seed, 0, SEED_MAX),
    isHelp: help,
  };
};

const parsed = (args: readonly string[]) =>
  readOptions(
    {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      json: { type: "string" },
      html: { type: "string" },
      charts: { type: "string" },
      seed: { type: "string", default: "7" },
      help: { type: "boolean", short: "h", default: false },
    },
    "bench",
    args,
  );

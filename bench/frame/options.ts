/** The command line of `npm run bench`. */
import type { Part } from "#bench/frame/part.ts";
import type { Target } from "#bench/frame/target.ts";
import { targetFrom } from "#bench/frame/target-options.ts";
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
  /** A running service to measure; undefined for this machine. */
  readonly target: Target | undefined;
  /** Arrivals of the sale; undefined for the default. */
  readonly perSecond: number | undefined;
  readonly isHelp: boolean;
}

type NamedPart = Pick<Part, "name" | "isOverHttp">;

const SEED_MAX = 2 ** 32 - 1;
/** A hall has seats for as many as come in a minute at this rate. */
export const RATE_MAX = 100;

/** @throws UsageError naming the option that is wrong */
export const optionsFrom = (args: readonly string[], parts: readonly NamedPart[]): BenchOptions => {
  const { only, json, html, charts, seed, quick, help, rate, ...target } = parsed(args);
  return {
    isQuick: quick,
    only: chosen(parts, only, target.url !== undefined),
    jsonFile: json,
    htmlFile: html,
    chartFolder: charts,
    seed: wholeNumber("seed", seed, 0, SEED_MAX),
    target: targetFrom(target),
    perSecond: rate === undefined ? undefined : rateFrom(rate),
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
      url: { type: "string" },
      issuer: { type: "string" },
      "token-command": { type: "string" },
      rate: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
    "bench",
    args,
  );

const listed = (names: readonly string[]): string => `"${names.join('", "')}"`;

/** The parts that are asked for: all by default, and of a service elsewhere those that need nothing but HTTP. */
const chosen = (parts: readonly NamedPart[], only: string | undefined, isElsewhere: boolean): readonly string[] => {
  const names = new Set(parts.map(({ name }) => name));
  const possible = parts.filter(({ isOverHttp }) => isOverHttp === true || !isElsewhere).map(({ name }) => name);
  const wanted = only === undefined ? possible : only.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !names.has(name));
  if (unknown.length > 0) {
    throw new UsageError(`--only: there is no part ${listed(unknown)}. See npm run bench -- --help.`);
  }
  const impossible = wanted.filter((name) => !possible.includes(name));
  if (impossible.length > 0) {
    throw new UsageError(
      `--only: ${listed(impossible)} can't be measured at --url: tables and code of this machine are needed. Only ${listed(possible)} can.`,
    );
  }
  return possible.filter((name) => wanted.includes(name));
};

const rateFrom = (text: string): number => {
  const rate = Number(text);
  if (/^\d*\.?\d+$/.test(text) && rate > 0 && rate <= RATE_MAX) return rate;
  throw new UsageError(`--rate must be a number above 0 and up to ${RATE_MAX}, not "${text}".`);
};

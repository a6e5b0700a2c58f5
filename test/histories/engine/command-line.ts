/** What the commands of the history tests have in common: their options, closing queue and exit codes. */
import { randomInt } from "node:crypto";
import { type Counts, closingLine } from "#test/runner/counts.ts";

const SEED_MAX = 2 ** 31;

/** @throws Error if the text is no whole number */
export const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} has to be a whole number, not "${text}".`);
};

/** @returns the one that is wanted, or all of them. @throws Error if it is none of them */
export const oneOrAll = <Name extends string>(
  name: string,
  all: readonly Name[],
  wanted: string | undefined,
): readonly Name[] => {
  const chosen = all.filter((each) => wanted === undefined || each === wanted);
  if (chosen.length === 0) throw new Error(`--${name} has to be one of ${all.join(", ")}.`);
  return chosen;
};

/** For parseArgs. */
export const SHARED_OPTIONS = {
  runs: { type: "string" },
  only: { type: "string" },
  seed: { type: "string" },
  path: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The values of SHARED_OPTIONS, as parseArgs returns them. */
interface SharedValues {
  readonly runs?: string | undefined;
  readonly only?: string | undefined;
  readonly seed?: string | undefined;
  readonly path?: string | undefined;
  readonly help: boolean;
}

interface SharedDefaults<Suite extends string> {
  readonly help: string;
  readonly runs: number;
  readonly suites: readonly Suite[];
  /** Those whose histories can be run again with --path. */
  readonly historySuites: readonly Suite[];
}

export interface SharedSettings<Suite extends string> {
  readonly runs: number;
  readonly suites: readonly Suite[];
  readonly seed: number;
  readonly path: string | undefined;
}

/**
 * Reads the options that both commands have. Prints the help and ends the process if that is asked for.
 * @throws Error that says which option is wrong
 */
export const readSharedOptions = <Suite extends string>(
  { runs, only, seed, path, help }: SharedValues,
  defaults: SharedDefaults<Suite>,
): SharedSettings<Suite> => {
  if (help) {
    console.log(defaults.help);
    process.exit(0);
  }
  const suites = oneOrAll("only", defaults.suites, only);
  const isOneHistory =
    only !== undefined && seed !== undefined && suites.every((suite) => defaults.historySuites.includes(suite));
  if (path !== undefined && !isOneHistory) {
    const choice = defaults.historySuites.map((suite) => `--only ${suite}`).join(" or ");
    throw new Error(`--path runs one history again: it needs ${choice}, and the --seed of that history.`);
  }
  return {
    runs: runs === undefined ? defaults.runs : wholeNumber("runs", runs),
    suites,
    seed: seed === undefined ? randomInt(SEED_MAX) : wholeNumber("seed", seed),
    path,
  };
};

/** Of the options that both commands have, for their help. */
export const SHARED_OPTION_HELP = [
  ["--seed N", "seed of the random histories; a random one by default, printed either way"],
  ["--path P", "runs one failed history again; the full command is printed with the failure"],
  ["--help", "this text"],
] as const;

const HELP_INDENT = 2;

/** A column of names and a column of texts; a text may have several queues. */
export const helpTable = (rows: readonly (readonly [name: string, text: string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length)) + HELP_INDENT;
  const indent = " ".repeat(HELP_INDENT);
  return rows
    .map(([name, text]) => `${indent}${name.padEnd(width)}${text.replaceAll("\n", `\n${indent}${" ".repeat(width)}`)}`)
    .join("\n");
};

/** Runs a command. Exit code: 0 if everything passed, 1 if something failed or nothing ran, 2 if it could not run. */
export const runToClosingLine = async (act: () => Promise<Counts>): Promise<void> => {
  try {
    const counts = await act();
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
    console.log(`\n${closingLine(counts)}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
};

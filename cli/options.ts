import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** A command line that can't be carried out; the message says what to change. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads the command line.
 * @throws UsageError saying in one sentence what is wrong.
 */
export const readOptions = <const Config extends ParseArgsOptionsConfig>(
  config: Config,
  script: string,
  args: readonly string[] = process.argv.slice(2),
) => orUsageError(script, () => parseArgs({ args, options: config, allowPositionals: false, strict: true }).values);

/**
 * Reads a command line with files behind its options.
 * @throws UsageError saying in one sentence what is wrong.
 */
export const readOptionsAndFiles = <const Config extends ParseArgsOptionsConfig>(config: Config, script: string) => {
  const { values, positionals } = orUsageError(script, () =>
    parseArgs({ options: config, allowPositionals: true, strict: true }),
  );
  return { values, files: positionals };
};

const orUsageError = <T>(script: string, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split(". ");
    throw new UsageError(`${sentence}. See npm run ${script} -- --help.`);
  }
};

/** @throws UsageError if the value is not a whole number between the bounds. */
export const wholeNumber = (name: string, value: string, min: number, max: number): number => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not "${value}".`);
  }
  return number;
};

/** @throws UsageError if the value is not an http or https URL. @returns The URL without a slash at its end. */
export const httpUrl = (name: string, value: string): string => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--${name} must be a URL such as http://127.0.0.1:8000, not "${value}".`);
  }
  return url.href.replace(/\/$/, "");
};

/** @throws UsageError if the value is not one of the choices. */
export const oneOf = <Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice => {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new UsageError(`--${name} must be one of ${choices.join(", ")}, not "${value}".`);
  return choice;
};

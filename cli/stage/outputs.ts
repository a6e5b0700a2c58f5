import { readFileSync } from "node:fs";
import { UsageError } from "#cli/options.ts";

/** The outputs of a deployed stage, of all of its stacks. */
export interface StageOutputs {
  readonly stage: string;
  /** @throws UsageError if no stack has this output */
  readonly value: (name: string) => string;
  /** The outputs whose names end like this, by their names. */
  readonly ending: (suffix: string) => Readonly<Record<string, string>>;
}

type OutputsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

const STACK = /^Encore-([a-z0-9]+)/;

export const OUTPUTS_HELP = `  --outputs FILE   what cdk deploy --outputs-file FILE wrote`;

const parsed = (file: string): OutputsFile => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as OutputsFile;
  } catch (error) {
    throw new UsageError(
      `--outputs must name the file that "cdk deploy --all -c stage=… --outputs-file FILE" wrote; ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/**
 * Reads the file that `cdk deploy --outputs-file` wrote.
 * @throws UsageError if there is none, or if it has the outputs of no stage or of several
 */
export const readStageOutputs = (file: string): StageOutputs => {
  const stacks = parsed(file);
  const stages = new Set(Object.keys(stacks).flatMap((name) => STACK.exec(name)?.[1] ?? []));
  const [stage, ...others] = stages;
  if (stage === undefined || others.length > 0) {
    throw new UsageError(
      `${file} must have the outputs of one stage of Encore, not of ${[...stages].join(", ") || "none"}.`,
    );
  }
  const outputs: Readonly<Record<string, string>> = Object.fromEntries(
    Object.values(stacks).flatMap(Object.entries<string>),
  );
  return {
    stage,
    value: (name) => {
      const value = outputs[name];
      if (value === undefined)
        throw new UsageError(`No stack in ${file} has the output ${name}. Deploy the stage again with --all.`);
      return value;
    },
    ending: (suffix) => Object.fromEntries(Object.entries(outputs).filter(([name]) => name.endsWith(suffix))),
  };
};

import { readStageOutputs, type StageOutputs } from "#cli/stage/outputs.ts";
import { type AwsClients, awsClients } from "#test/deploy/aws.ts";
import { Cdk } from "#test/deploy/cdk.ts";
import { type Emulator, emulatorVariables } from "#test/deploy/emulator/emulator.ts";
import type { Front } from "#test/deploy/emulator/front.ts";
import { succeed } from "#test/deploy/programs.ts";
import type { StepList } from "#test/deploy/step-list.ts";
import type { Users } from "#test/deploy/users.ts";
import type { WorkFolder } from "#test/deploy/work-folder.ts";

const COMMAND_SECONDS_MAX = 200;

/** How a program is started so that it works on the copy of the project, and on the emulator instead of AWS. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** One run of the gate. */
export interface Run {
  readonly steps: StepList;
  readonly folder: WorkFolder;
  readonly emulator: Emulator;
  readonly aws: AwsClients;
  readonly cdk: Cdk;
  readonly surroundings: Surroundings;
  /** Runs a command of the product, as somebody with a checkout does. @returns its output. @throws Error if it fails */
  readonly npm: (script: string, ...args: readonly string[]) => Promise<string>;
}

/** The deployed stage, and what it takes to play it. */
export interface Stage {
  readonly outputs: StageOutputs;
  readonly front: Front;
  readonly users: Users;
}

export const newRun = (steps: StepList, folder: WorkFolder, emulator: Emulator): Run => {
  const surroundings = { cwd: folder.project, env: emulatorVariables(emulator.endpoint, folder.path) };
  return {
    steps,
    folder,
    emulator,
    aws: awsClients(emulator.endpoint),
    cdk: new Cdk(folder.path, surroundings),
    surroundings,
    npm: (script, ...args) =>
      succeed("npm", ["run", "--silent", script, "--", ...args], { ...surroundings, secondsMax: COMMAND_SECONDS_MAX }),
  };
};

export const outputsOf = ({ cdk }: Run): StageOutputs => readStageOutputs(cdk.outputs);

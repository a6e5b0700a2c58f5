import { newEmulator } from "#test/deploy/emulator/emulator.ts";
import { deployStage } from "#test/deploy/parts/deploy-stage.ts";
import { enforceGrants } from "#test/deploy/parts/enforce-grants.ts";
import { operateStage } from "#test/deploy/parts/operate-stage.ts";
import { playDemo, playShortHolds, playStage } from "#test/deploy/parts/play-stage.ts";
import { removeStage } from "#test/deploy/parts/remove-stage.ts";
import { PLANTS, type PlantName } from "#test/deploy/plants.ts";
import { newRun, type Stage } from "#test/deploy/run.ts";
import { NothingToTest, StepList } from "#test/deploy/step-list.ts";
import { makeWorkFolder, type WorkFolder } from "#test/deploy/work-folder.ts";
import type { Counts } from "#test/runner/counts.ts";

export interface GateOptions {
  /** All files of the conformance suite. */
  readonly isWhole: boolean;
  /** A fault to plant. The run is a short one then. */
  readonly plant: PlantName | undefined;
  /** Whether the folder of the run stays. */
  readonly isKept: boolean;
}

/** A whole run plays all files of the suite; a short one plays none, and no update. */
interface Parts {
  readonly isWhole: boolean;
  readonly isShort: boolean;
}

const play = async (steps: StepList, folder: WorkFolder, { isWhole, isShort }: Parts): Promise<void> => {
  const emulator = await newEmulator(folder.path);
  const run = newRun(steps, folder, emulator);
  let stage: Stage | undefined;
  try {
    // Side by side: one mostly waits for the network, the other computes.
    await Promise.all([
      steps.need("install the emulator", () => emulator.install()),
      steps.need("synthesize prod", () => run.cdk.synthesizeProd()),
    ]);
    stage = await deployStage(run);
    await playDemo(run, stage);
    if (!isShort) {
      await operateStage(run);
      await playStage(run, stage, isWhole);
      await playShortHolds(run, stage);
    }
    await enforceGrants(run, stage);
    await stage.users.stop();
    await removeStage(run);
  } finally {
    await stage?.users.stop();
    await stage?.front.stop();
    await emulator.stop();
  }
};

/** Runs the gate. @returns how many of its steps and tests passed and failed */
export const runGate = async ({ isWhole, plant, isKept }: GateOptions): Promise<Counts> => {
  const started = performance.now();
  const steps = new StepList();
  const folder = makeWorkFolder(isKept);
  try {
    if (plant !== undefined) {
      PLANTS[plant].plant(folder);
      console.log(`Planted: ${PLANTS[plant].what}.`);
    }
    await play(steps, folder, { isWhole, isShort: plant !== undefined });
  } catch (error) {
    if (!(error instanceof NothingToTest)) throw error;
    console.log(error.message);
  } finally {
    if (isKept) console.log(`Kept: ${folder.path}`);
    else folder.remove();
  }
  console.log(`${Math.round((performance.now() - started) / 1000)} s in all`);
  return steps.counts;
};

import assert from "node:assert/strict";
import { expectAsInTemplates, expectNothingLeft, readInventory } from "#test/deploy/inventory.ts";
import type { Run } from "#test/deploy/run.ts";
import { migrateQueue } from "#test/deploy/steps/migrate-queue.ts";
import { resourcesIn } from "#test/deploy/templates.ts";

/** Migrates what is stored, removes what tools made, and then the stage. */
export const removeStage = async (run: Run): Promise<void> => {
  const { steps, aws, cdk, npm } = run;
  await steps.run("migrate", () => migrateQueue(run));
  await steps.run("clean-stage", async () => {
    const removed = await npm("clean-stage", "--outputs", cdk.outputs, "--yes");
    const accounts = Number(/(\d+) accounts/.exec(removed)?.[1]);
    assert(accounts > 0, removed);
    const left = await npm("clean-stage", "--outputs", cdk.outputs, "--dry-run");
    assert.deepEqual(
      left
        .match(/\d+(?= (?:items|accounts|concerts|charts))/g)
        ?.map(Number)
        .filter(Boolean),
      [],
      left,
    );
    return { note: removed.replaceAll(/\s*\n\s*/g, " ").trim() };
  });
  // Without it, nothing could be left because nothing was there.
  await steps.run("what is still there", async () => ({
    note: expectAsInTemplates(await readInventory(aws), resourcesIn(cdk.assembly)),
  }));
  await steps.run("destroy", async () => void (await cdk.destroy()));
  await steps.run("nothing is left", async () => expectNothingLeft(await readInventory(aws)));
};

/** The CDK app: the stacks of the stage named with `-c stage=`. */
import { addStage, makeApp } from "#lib/build/synth.ts";

try {
  const app = makeApp();
  await addStage(app, app.node.tryGetContext("stage") as string | undefined);
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

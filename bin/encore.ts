/** The CDK app: one stack for the stage named with `-c stage=`. */
import { addStack, makeApp } from "#lib/build/synth.ts";

try {
  const app = makeApp();
  await addStack(app, app.node.tryGetContext("stage") as string | undefined);
  app.synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

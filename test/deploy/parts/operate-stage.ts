import type { Run } from "#test/deploy/run.ts";
import { prepareAndRelax } from "#test/deploy/steps/prepare-and-relax.ts";
import { statusAndRedrive } from "#test/deploy/steps/status-and-redrive.ts";

/** Looks after the stage with `npm run ops`. Nothing else runs meanwhile: reserved calls are a limit, too. */
export const operateStage = async (run: Run): Promise<void> => {
  await run.steps.run("ops prepare and relax", () => prepareAndRelax(run));
  await run.steps.run("ops status and redrive", () => statusAndRedrive(run));
};

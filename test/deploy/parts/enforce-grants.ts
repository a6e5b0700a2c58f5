import { demoArguments } from "#test/deploy/parts/play-stage.ts";
import type { Run, Stage } from "#test/deploy/run.ts";
import { mendSecretRefs, takeGrantAway } from "#test/deploy/steps/grants.ts";
import { expectTlsOnly, liftTlsOnly } from "#test/deploy/steps/tls-only-queues.ts";

/** Starts the emulator again with the same state, so that roles are enforced, and plays a journey. */
export const enforceGrants = async (run: Run, stage: Stage): Promise<void> => {
  const { steps, emulator, aws, npm } = run;
  const { front, users } = stage;
  const token = await users.token({ user: "visitor" });
  await steps.need("enforce grants", async () => {
    await users.idle();
    const lifted = await liftTlsOnly(aws);
    await emulator.stop();
    await emulator.start(true);
    return lifted;
  });
  await steps.run("queues refuse plain HTTP", () => expectTlsOnly(aws));
  await steps.run("grants of secrets", () => mendSecretRefs(aws));
  await steps.run("demo with grants enforced", async () => void (await npm("demo", ...demoArguments(stage))));
  await steps.run("a grant taken away", () =>
    takeGrantAway(aws, async (path) => {
      const { status } = await fetch(`${front.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return status;
    }),
  );
  await steps.need("grants as before", async () => {
    await emulator.stop();
    await emulator.start(false);
  });
};

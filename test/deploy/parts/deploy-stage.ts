import assert from "node:assert/strict";
import { startFront } from "#test/deploy/emulator/front.ts";
import { expectAsInTemplates, readInventory } from "#test/deploy/inventory.ts";
import { DROPPED } from "#test/deploy/not-provable.ts";
import { outputsOf, type Run, type Stage } from "#test/deploy/run.ts";
import { pagesArePublished } from "#test/deploy/steps/pages.ts";
import { signInAtPool } from "#test/deploy/steps/sign-in.ts";
import { ofType, resourcesIn } from "#test/deploy/templates.ts";
import { startUsers } from "#test/deploy/users.ts";

/** Users made while the first steps run. The files of the suite take some more, one test at a time. */
const USERS_AHEAD = 40;

const apiIdOf = (url: string): string => {
  const id = /^http:\/\/([a-z0-9]+)\.execute-api\./.exec(url)?.[1];
  if (id === undefined) throw new Error(`The emulator deploys APIs at http://<id>.execute-api.…, not at ${url}.`);
  return id;
};

/** Deploys the stage and shows that it is up. */
export const deployStage = async (run: Run): Promise<Stage> => {
  const { steps, emulator, aws, cdk, surroundings, npm } = run;
  await steps.need("emulator", async () => emulator.start(false));
  await steps.need("bootstrap", async () => void (await cdk.bootstrap()));
  await steps.need("deploy", async () => {
    await cdk.deploy();
    const alarms = ofType(resourcesIn(cdk.assembly), "AWS::CloudWatch::Alarm");
    const onExpressions = alarms.filter(({ Properties: properties }) => properties["Metrics"] !== undefined).length;
    return {
      note: `THE EMULATOR KNOWS NO ALARMS ON EXPRESSIONS: ${onExpressions} of ${alarms.length} are kept as alarms on one metric`,
    };
  });
  await steps.run("what is there", async () => ({
    note: expectAsInTemplates(await readInventory(aws), resourcesIn(cdk.assembly)),
  }));
  await steps.run("templates", () => {
    const [dev, ofProd] = [resourcesIn(cdk.assembly), resourcesIn(cdk.prodAssembly)];
    for (const { check } of DROPPED) check(dev, ofProd);
    return { note: "have everything that the emulator can't show:" };
  });
  for (const { what, instead } of DROPPED) console.log(`  not provable here: ${what} (${instead})`);

  const outputs = outputsOf(run);
  const front = await startFront(emulator.port, apiIdOf(outputs.value("ApiUrl")));
  const users = await startUsers(surroundings.cwd, cdk.outputs, surroundings.env);
  // First, because it is needed first.
  const operator = users.token({ user: "operator", operator: true });
  users.prepare(USERS_AHEAD);
  await steps.need("health", async () => {
    const response = await fetch(`${front.url}/v1/health`);
    assert.deepEqual([response.status, await response.json()], [200, { status: "ok" }]);
  });
  await steps.run("pages", () => pagesArePublished(aws, outputs));
  await steps.need("sign-in", () => signInAtPool(aws, outputs, cdk.outputs, npm));
  await steps.need("seed", async () => {
    await npm("seed", "--url", front.url, "--token", await operator);
  });
  return { outputs, front, users };
};

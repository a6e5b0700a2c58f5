import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { conformanceFile } from "#test/deploy/conformance.ts";
import { conformanceFiles, SHORT_HOLDS_FILE } from "#test/deploy/conformance-files.ts";
import type { Run, Stage } from "#test/deploy/run.ts";
import { openSale, type Sale } from "#test/deploy/sale.ts";
import { deadLetters } from "#test/deploy/steps/dead-letters.ts";
import { eventsArrive } from "#test/deploy/steps/events-arrive.ts";
import { updateUnderWay } from "#test/deploy/steps/update-under-way.ts";

/** Only the stage dev takes it. */
const SHORT_HOLDS = ["-c", "hold-seconds=8"] as const;

export const demoArguments = ({ front, users }: Stage): readonly string[] => [
  "--url",
  front.url,
  "--token-command",
  users.command,
];

const conformance = (run: Run, { front, users }: Stage, file: string): Promise<boolean> =>
  run.steps.run(`conformance ${file}`, () =>
    conformanceFile(file, { url: front.url, tokenCommand: users.command }, run.surroundings),
  );

/** A deployment without a change, and the parts of the stage that no response shows. */
const playBehindTheApi = async (run: Run, stage: Stage): Promise<Sale | undefined> => {
  const { steps, aws, cdk } = run;
  await steps.run("deploy without a change", async () => {
    const outputs = readFileSync(cdk.outputs, "utf8");
    const stacks = Object.keys(JSON.parse(outputs) as object).length;
    const unchanged = (await cdk.deploy()).match(/\(no changes\)/g)?.length ?? 0;
    assert(unchanged >= stacks, `"no changes" for each stack, not for ${unchanged} of ${stacks}`);
    assert.equal(readFileSync(cdk.outputs, "utf8"), outputs);
    return { note: `no changes in ${unchanged} stacks` };
  });
  let sale: Sale | undefined;
  await steps.run("schedule admits a queue", async () => {
    sale = await openSale(stage.front.url, stage.users);
    return { note: "three of five at once, and the next one when one leaves" };
  });
  await steps.run("events arrive", () => {
    assert(sale !== undefined, "There is no sale to hold a seat in.");
    return eventsArrive(aws, stage.outputs.value("EventBusName"), sale);
  });
  await steps.run("dead letters", () => deadLetters(aws));
  return sale;
};

/** One person's journey. */
export const playDemo = async (run: Run, stage: Stage): Promise<void> => {
  await run.steps.run("demo", async () => void (await run.npm("demo", ...demoArguments(stage))));
};

/** Plays the stage as it was deployed. @returns a sale with people inside, if it could be opened */
export const playStage = async (run: Run, stage: Stage, isWhole: boolean): Promise<Sale | undefined> => {
  const { chosen, leftOut } = conformanceFiles(isWhole);
  if (leftOut.length > 0)
    console.log(`  files of the conformance suite left out, without --all: ${leftOut.join(", ")}`);
  const playSuite = async (): Promise<void> => {
    for (const file of chosen) await conformance(run, stage, file);
  };
  // Side by side, because most of the time both wait.
  const [sale] = await Promise.all([playBehindTheApi(run, stage), playSuite()]);
  return sale;
};

/** Deploys a change of a function, and short holds, with people under way; then plays what needs short holds. */
export const updateStage = async (run: Run, stage: Stage, sale: Sale | undefined): Promise<void> => {
  const { steps, folder, cdk } = run;
  folder.change(
    "functions/service/handlers/read-health.ts",
    '{ status: 200, body: { status: "ok" } }',
    '{ status: 200, body: { status: "ok" }, headers: { "x-build": "2" } }',
  );
  const isUpdated = await steps.run("update under way", async () => {
    assert(sale !== undefined, "There is no sale to hold a seat in.");
    const before = readFileSync(cdk.outputs, "utf8");
    const result = await updateUnderWay(run, () => cdk.deploy(...SHORT_HOLDS), demoArguments(stage), sale);
    const { headers } = await fetch(`${stage.front.url}/v1/health`);
    assert.equal(headers.get("x-build"), "2", "the changed function");
    assert.equal(readFileSync(cdk.outputs, "utf8"), before, "the outputs");
    return result;
  });
  if (isUpdated) await conformance(run, stage, SHORT_HOLDS_FILE);
};

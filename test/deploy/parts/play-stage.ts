import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { conformanceFile } from "#test/deploy/conformance.ts";
import { conformanceFiles, SHORT_HOLDS_FILE } from "#test/deploy/conformance-files.ts";
import type { Run, Stage } from "#test/deploy/run.ts";
import { openSale, type Sale } from "#test/deploy/sale.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { deadLetters } from "#test/deploy/steps/dead-letters.ts";
import { eventsArrive } from "#test/deploy/steps/events-arrive.ts";
import { restoreDrill } from "#test/deploy/steps/restore-drill.ts";
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

/** One person's journey. */
export const playDemo = async (run: Run, stage: Stage): Promise<void> => {
  await run.steps.run("demo", async () => void (await run.npm("demo", ...demoArguments(stage))));
};

/** The parts of the stage that no response shows, and an update with people under way. */
const playBehindTheApi = async (run: Run, stage: Stage): Promise<void> => {
  const { steps, aws } = run;
  let sale: Sale | undefined;
  const opened = (): Sale => {
    assert(sale !== undefined, "There is no sale to hold a seat in.");
    return sale;
  };
  await steps.run("schedule admits a queue", async () => {
    sale = await openSale(stage.front.url, stage.users);
    return { note: "three of five at once, and the next one when one leaves" };
  });
  await steps.run("events arrive", () => eventsArrive(aws, stage.outputs.value("EventBusName"), opened()));
  await steps.run("restore drill", async () => {
    const token = await stage.users.token({ user: "operator", operator: true });
    return restoreDrill(run, opened(), { url: stage.front.url, concertId: opened().concertId, token });
  });
  await steps.run("dead letters", () => deadLetters(aws));
  await steps.run("update under way", () => update(run, stage, opened()));
};

/** Deploys a change of a function. @throws Error if it is not there, or anything else has changed */
const update = async (run: Run, stage: Stage, sale: Sale): Promise<StepResult> => {
  const { folder, cdk } = run;
  const handler = "functions/service/handlers/read-health.ts";
  folder.change(handler, 'body: { status: "ok" }', 'body: { status: "ok" }, headers: { "x-build": "2" }');
  const before = readFileSync(cdk.outputs, "utf8");
  const result = await updateUnderWay(run, () => cdk.deploy(), demoArguments(stage), sale);
  const { headers } = await fetch(`${stage.front.url}/v1/health`);
  assert.equal(headers.get("x-build"), "2", "the changed function");
  assert.equal(readFileSync(cdk.outputs, "utf8"), before, "the outputs");
  return result;
};

/** Plays the stage as it was deployed, and while it changes. */
export const playStage = async (run: Run, stage: Stage, isWhole: boolean): Promise<void> => {
  const { chosen, leftOut } = conformanceFiles(isWhole);
  if (leftOut.length > 0)
    console.log(`  files of the conformance suite left out, without --all: ${leftOut.join(", ")}`);
  const files = chosen.values();
  // Each takes the next file: most of the time they wait.
  const playSuite = async (): Promise<void> => {
    for (const file of files) await conformance(run, stage, file);
  };
  await Promise.all([playSuite(), playBehindTheApi(run, stage).then(playSuite)]);
};

/** Deploys the same code with short holds and plays their end; beside it, a deployment without a change. */
export const playShortHolds = async (run: Run, stage: Stage): Promise<void> => {
  const { steps, cdk } = run;
  const isDeployed = await steps.run("deploy short holds", async () => void (await cdk.deploy(...SHORT_HOLDS)));
  if (!isDeployed) return;
  const changeNothing = async (): Promise<StepResult> => {
    const outputs = readFileSync(cdk.outputs, "utf8");
    const stacks = Object.keys(JSON.parse(outputs) as object).length;
    const unchanged = (await cdk.deploy(...SHORT_HOLDS)).match(/\(no changes\)/g)?.length ?? 0;
    assert(unchanged >= stacks, `"no changes" for each stack, not for ${unchanged} of ${stacks}`);
    assert.equal(readFileSync(cdk.outputs, "utf8"), outputs);
    return { note: `no changes in ${unchanged} stacks` };
  };
  await Promise.all([conformance(run, stage, SHORT_HOLDS_FILE), steps.run("deploy without a change", changeNothing)]);
};

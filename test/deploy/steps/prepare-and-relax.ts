import assert from "node:assert/strict";
import { DescribeTableCommand, paginateListTables } from "@aws-sdk/client-dynamodb";
import {
  DeleteFunctionConcurrencyCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { LIVE_ALIAS_NAME } from "#lib/function.ts";
import type { AwsClients } from "#test/deploy/aws.ts";
import type { Run } from "#test/deploy/run.ts";
import type { StepResult } from "#test/deploy/step-list.ts";
import { type CapacitySetting, readCapacity } from "#test/deploy/steps/capacity.ts";

/** So many that a table needs more than a new one takes. */
const CROWD = ["--users", "100000", "--seats", "5000"] as const;
/** Needs nothing that the crowd does not need. */
const FEW = ["--users", "500", "--seats", "100"] as const;
/** What somebody has set by hand before. */
const BY_HAND = { reserved: 3, warm: 1 } as const;

/** What the command prints about functions: "Function admit: from 1 to 2 kept warm". */
const announced = (output: string, what: "reserved" | "kept warm"): ReadonlyMap<string, number> =>
  new Map(
    Array.from(output.matchAll(new RegExp(`^Function (\\w+): from \\w+ to (\\d+) ${what}`, "gm")), ([, name, to]) => [
      String(name),
      Number(to),
    ]),
  );

const capacityOf = (all: ReadonlyMap<string, CapacitySetting>, name: string): CapacitySetting => {
  const found = all.get(name);
  assert(found !== undefined, `the function ${name}`);
  return found;
};

/** Nothing is set but what was announced. */
const expectAnnounced = (
  output: string,
  before: ReadonlyMap<string, CapacitySetting>,
  after: ReadonlyMap<string, CapacitySetting>,
): { readonly reserved: number; readonly warm: number } => {
  const [reserved, warm] = [announced(output, "reserved"), announced(output, "kept warm")];
  for (const [name, was] of before) {
    const { reserved: calls, warm: instances } = capacityOf(after, name);
    assert.deepEqual(
      { calls, instances },
      { calls: reserved.get(name) ?? was.reserved, instances: warm.get(name) ?? was.warm },
      name,
    );
  }
  return { reserved: reserved.size, warm: warm.size };
};

/** A run that stopped after it had written down what was there, and before it had set everything. */
const stopHalfway = async ({ lambda }: AwsClients, all: ReadonlyMap<string, CapacitySetting>): Promise<void> => {
  const [join, hold] = [capacityOf(all, "joinQueue"), capacityOf(all, "holdSeats")];
  await lambda.send(
    new DeleteProvisionedConcurrencyConfigCommand({ FunctionName: join.name, Qualifier: LIVE_ALIAS_NAME }),
  );
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: hold.name, ReservedConcurrentExecutions: BY_HAND.reserved + 1 }),
  );
};

/** While an alias has two versions, as in a deployment that comes gradually. */
const whileMoving = async ({ lambda }: AwsClients, name: string, act: () => Promise<void>): Promise<void> => {
  const alias = { FunctionName: name, Name: LIVE_ALIAS_NAME };
  await lambda.send(new UpdateAliasCommand({ ...alias, RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } } }));
  try {
    await act();
  } finally {
    await lambda.send(new UpdateAliasCommand({ ...alias, RoutingConfig: { AdditionalVersionWeights: {} } }));
  }
};

/** In AWS it would be what the plan says. */
const expectNoWarmThroughput = async ({ dynamodb }: AwsClients): Promise<string> => {
  for await (const { TableNames: names = [] } of paginateListTables({ client: dynamodb }, {})) {
    const table = names.find((name) => /^Encore-dev-.*QueueTable/.test(name));
    if (table === undefined) continue;
    const { Table: { WarmThroughput: warm } = {} } = await dynamodb.send(
      new DescribeTableCommand({ TableName: table }),
    );
    assert.equal(
      warm?.WriteUnitsPerSecond,
      0,
      "The emulator keeps warm throughput now: check it, and that a second run does not set it again.",
    );
    return "THE EMULATOR KEEPS NO WARM THROUGHPUT: the call was taken";
  }
  throw new Error("The stage has no table of queues.");
};

const play = async ({ aws, npm }: Pick<Run, "aws" | "npm">): Promise<string> => {
  const ops = (...words: readonly string[]): Promise<string> => npm("ops", ...words);
  const prepare = (...words: readonly string[]): Promise<string> => ops("prepare", "--stage", "dev", ...words);
  const before = await readCapacity(aws);

  const shown = await prepare(...FEW);
  assert.match(shown, /^Nothing was changed\. Add --yes to set it\.$/m);
  await whileMoving(aws, capacityOf(before, "joinQueue").name, async () => {
    await assert.rejects(prepare(...FEW, "--yes"), /A new version is being deployed of joinQueue\./);
  });
  assert.deepEqual(await readCapacity(aws), before, "after the plan was shown");

  const set = await prepare(...CROWD, "--yes");
  assert.match(set, /^Table queue: .*\n(?:.*\n)*Warm instances in all: \d+, at \d\.\d\d US dollars an hour/m);
  const prepared = await readCapacity(aws);
  const counts = expectAnnounced(set, before, prepared);
  assert.deepEqual(counts, { reserved: 11, warm: 12 });
  const throughput = await expectNoWarmThroughput(aws);

  const nothing = /^Nothing to set: the stage is ready for this sale\.$/m;
  assert.match(await prepare(...FEW, "--yes"), nothing);
  assert.deepEqual(await readCapacity(aws), prepared, "after a second run");

  await stopHalfway(aws, prepared);
  const mended = await prepare(...FEW, "--yes");
  assert.deepEqual([...announced(mended, "reserved").keys()], ["holdSeats"]);
  assert.deepEqual([...announced(mended, "kept warm").keys()], ["joinQueue"]);

  assert.match(await ops("relax", "--stage", "dev"), /^Nothing was changed\. Add --yes to set it\.$/m);
  assert.match(await ops("relax", "--stage", "dev", "--yes"), /^Set back\.$/m);
  assert.deepEqual(await readCapacity(aws), before, "after relax");
  assert.match(await ops("relax", "--stage", "dev", "--yes"), /^Nothing to set back/m);
  return `${counts.reserved} functions got calls of their own, ${counts.warm} warm instances, and all is as before. ${throughput}`;
};

/** Prepares the deployed stage for a sale and sets everything back, with the real command; AWS's own calls say what is set. */
export const prepareAndRelax = async (run: Pick<Run, "aws" | "npm">): Promise<StepResult> => {
  const { lambda } = run.aws;
  const all = await readCapacity(run.aws);
  const [hold, admit] = [capacityOf(all, "holdSeats").name, capacityOf(all, "admit").name];
  const alias = { FunctionName: admit, Qualifier: LIVE_ALIAS_NAME };
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: hold, ReservedConcurrentExecutions: BY_HAND.reserved }),
  );
  await lambda.send(
    new PutProvisionedConcurrencyConfigCommand({ ...alias, ProvisionedConcurrentExecutions: BY_HAND.warm }),
  );
  try {
    return { note: await play(run) };
  } finally {
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: hold }));
    await lambda.send(new DeleteProvisionedConcurrencyConfigCommand(alias));
  }
};

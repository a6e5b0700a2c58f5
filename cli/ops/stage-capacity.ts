/** Reads and sets the capacity of a stage: warm throughput of its tables, reserved concurrency of its functions. */
import {
  DescribeTableCommand,
  type DynamoDBClient,
  paginateListTables,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  paginateListFunctions,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-lambda";
import type { Plan, StageNow } from "#cli/ops/preparation.ts";
import { functionsIn, tablesIn } from "#cli/ops/stage-names.ts";
import { UsageError } from "#cli/options.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { concurrencyOf, type PreparedFunction, type TableLoad } from "#simulation/sale-load.ts";

export interface StageClients {
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
}

const TABLE_IDS: Readonly<Record<TableName, string>> = {
  queue: "QueueTable",
  catalog: "CatalogTable",
  seats: "SeatTable",
  reservations: "ReservationTable",
  balance: "BalanceTable",
  events: "EventTable",
};

/** Keeps what a function had before, so that it can be set back: a number, or "none". */
const TAG = "encore:reserved-before";
const NONE = "none";

interface FoundFunction {
  readonly name: string;
  readonly arn: string;
}

/** The functions that a sale is prepared for. @throws UsageError if the stage does not have them */
const functionsOf = async (
  lambda: LambdaClient,
  stage: string,
): Promise<ReadonlyMap<PreparedFunction, FoundFunction>> => {
  const arns = new Map<string, string>();
  for await (const { Functions: page = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName: name = "", FunctionArn: arn = "" } of page) arns.set(name, arn);
  }
  const byId = functionsIn([...arns.keys()], stage);
  const prepared = Object.keys(concurrencyOf(NOBODY)) as PreparedFunction[];
  return new Map(
    prepared.map((name) => {
      const found = byId.get(name.charAt(0).toUpperCase() + name.slice(1));
      if (found === undefined) throw new UsageError(`The stage "${stage}" has no function ${name} here.`);
      return [name, { name: found, arn: arns.get(found) ?? "" }];
    }),
  );
};

/** A sale to which nobody comes: its functions are those of every sale. */
const NOBODY = {
  people: 0,
  waitingMax: 0,
  originPerSecond: 0,
  edgePerSecond: 0,
  claimsPerSecond: 0,
  perSecond: () => 0,
} as const;

const tablesOf = async (dynamodb: DynamoDBClient, stage: string): Promise<ReadonlyMap<TableName, string>> => {
  const names: string[] = [];
  for await (const { TableNames: page = [] } of paginateListTables({ client: dynamodb }, {})) names.push(...page);
  const byId = tablesIn(names, stage);
  return new Map(
    (Object.entries(TABLE_IDS) as [TableName, string][]).map(([table, id]) => {
      const found = byId.get(id);
      if (found === undefined) throw new UsageError(`The stage "${stage}" has no table ${id} here.`);
      return [table, found];
    }),
  );
};

const warmOf = async (dynamodb: DynamoDBClient, tableName: string): Promise<TableLoad | undefined> => {
  const { Table: table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  const { ReadUnitsPerSecond: read, WriteUnitsPerSecond: write } = table?.WarmThroughput ?? {};
  return read && write ? { read, write } : undefined;
};

const reservedOf = async (lambda: LambdaClient, name: string): Promise<number | undefined> =>
  (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name }))).ReservedConcurrentExecutions;

/** What is set now. */
export const readStage = async ({ dynamodb, lambda }: StageClients, stage: string): Promise<StageNow> => {
  const tables = new Map<TableName, TableLoad | undefined>();
  for (const [table, name] of await tablesOf(dynamodb, stage)) tables.set(table, await warmOf(dynamodb, name));
  const functions = new Map<PreparedFunction, number | undefined>();
  for (const [name, found] of await functionsOf(lambda, stage))
    functions.set(name, await reservedOf(lambda, found.name));
  const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand({}));
  return { tables, functions, unreserved: limit?.UnreservedConcurrentExecutions ?? 0 };
};

/** Carries out a plan. What was there before is written down first, so that it can be set back wherever this stops. */
export const carryOut = async ({ dynamodb, lambda }: StageClients, stage: string, plan: Plan): Promise<void> => {
  const tables = await tablesOf(dynamodb, stage);
  for (const { table, to } of plan.tables) {
    const warm = { ReadUnitsPerSecond: to.read, WriteUnitsPerSecond: to.write };
    await dynamodb.send(new UpdateTableCommand({ TableName: tables.get(table), WarmThroughput: warm }));
  }
  const functions = await functionsOf(lambda, stage);
  for (const { name, from, to } of plan.functions) {
    const target = functions.get(name);
    if (target === undefined) continue;
    if ((await tagOf(lambda, target.arn)) === undefined) {
      await lambda.send(new TagResourceCommand({ Resource: target.arn, Tags: { [TAG]: String(from ?? NONE) } }));
    }
    await reserve(lambda, target.name, to);
  }
};

const tagOf = async (lambda: LambdaClient, arn: string): Promise<string | undefined> =>
  (await lambda.send(new ListTagsCommand({ Resource: arn }))).Tags?.[TAG];

/** A function that a preparation has changed, and what it had before: undefined if nothing was reserved. */
export interface Prepared {
  readonly name: PreparedFunction;
  readonly before: number | undefined;
  readonly setBack: () => Promise<void>;
}

/** The functions that are still as a preparation has set them. */
export const readPrepared = async ({ lambda }: StageClients, stage: string): Promise<readonly Prepared[]> => {
  const prepared: Prepared[] = [];
  for (const [name, target] of await functionsOf(lambda, stage)) {
    const tag = await tagOf(lambda, target.arn);
    if (tag === undefined) continue;
    const before = tag === NONE ? undefined : Number(tag);
    prepared.push({ name, before, setBack: () => setBack(lambda, target, before) });
  }
  return prepared;
};

const setBack = async (
  lambda: LambdaClient,
  { name, arn }: FoundFunction,
  before: number | undefined,
): Promise<void> => {
  if (before === undefined) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }));
  else await reserve(lambda, name, before);
  await lambda.send(new UntagResourceCommand({ Resource: arn, TagKeys: [TAG] }));
};

const reserve = (lambda: LambdaClient, name: string, number: number): Promise<unknown> =>
  lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: number }));

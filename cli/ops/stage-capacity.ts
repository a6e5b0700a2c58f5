/**
 * Reads and sets the capacity of a stage: warm throughput of its tables, reserved concurrency and warm instances of its
 * functions.
 */
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
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import type { Plan, StageNow } from "#cli/ops/preparation.ts";
import { type FoundFunction, findFunctions, forget, writeDown, writtenDown } from "#cli/ops/stage-functions.ts";
import { tablesIn } from "#cli/ops/stage-names.ts";
import { keepWarm, readWarm } from "#cli/ops/warm-instances.ts";
import type { WarmNow } from "#cli/ops/warm-plan.ts";
import { UsageError } from "#cli/options.ts";
import type { TableName } from "#functions/shared/grants.ts";
import {
  PREPARED_FUNCTIONS,
  type PreparedFunction,
  type TableLoad,
  WARM_FUNCTIONS,
  type WarmFunction,
} from "#simulation/sale-load.ts";

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

const RESERVED = "encore:reserved-before";
const WARM = "encore:warm-before";

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

const reservedOf = async (lambda: LambdaClient, { name }: FoundFunction): Promise<number | undefined> =>
  (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name }))).ReservedConcurrentExecutions;

/** @param calls undefined: none */
const reserve = async (lambda: LambdaClient, { name }: FoundFunction, calls: number | undefined): Promise<void> => {
  if (calls === undefined) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }));
  else {
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: calls }));
  }
};

/** What is set now. */
export const readStage = async ({ dynamodb, lambda }: StageClients, stage: string): Promise<StageNow> => {
  const tables = new Map<TableName, TableLoad | undefined>();
  for (const [table, name] of await tablesOf(dynamodb, stage)) tables.set(table, await warmOf(dynamodb, name));
  const find = await findFunctions(lambda, stage);
  const functions = new Map<PreparedFunction | WarmFunction, number | undefined>();
  for (const name of new Set([...PREPARED_FUNCTIONS, ...WARM_FUNCTIONS])) {
    functions.set(name, await reservedOf(lambda, find(name)));
  }
  const warm = new Map<WarmFunction, WarmNow>();
  for (const name of WARM_FUNCTIONS) warm.set(name, await readWarm(lambda, find(name)));
  const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand({}));
  return { tables, functions, warm, unreserved: limit?.UnreservedConcurrentExecutions ?? 0 };
};

/**
 * Carries out a plan. What was there before is written down first, so that it can be set back wherever this stops. Reserved
 * calls come before warm instances, of which Lambda allows no more.
 */
export const carryOut = async ({ dynamodb, lambda }: StageClients, stage: string, plan: Plan): Promise<void> => {
  const tables = await tablesOf(dynamodb, stage);
  for (const { table, to } of plan.tables) {
    const warm = { ReadUnitsPerSecond: to.read, WriteUnitsPerSecond: to.write };
    await dynamodb.send(new UpdateTableCommand({ TableName: tables.get(table), WarmThroughput: warm }));
  }
  const find = await findFunctions(lambda, stage);
  for (const { name, from, to } of plan.functions) {
    await writeDown(lambda, find(name), RESERVED, from);
    await reserve(lambda, find(name), to);
  }
  for (const { name, from, to } of plan.warm.changes) {
    await writeDown(lambda, find(name), WARM, from);
    await keepWarm(lambda, find(name), to);
  }
};

/** Something that a preparation has changed, and what was there before: undefined if nothing was. */
export interface Prepared {
  readonly name: PreparedFunction | WarmFunction;
  readonly what: "instances kept warm" | "reserved invocations at once";
  readonly before: number | undefined;
  readonly setBack: () => Promise<void>;
}

/** What is still as a preparation has set it, in the order in which it has to be set back: warm instances first. */
export const readPrepared = async ({ lambda }: StageClients, stage: string): Promise<readonly Prepared[]> => {
  const find = await findFunctions(lambda, stage);
  const read = async (
    names: readonly Prepared["name"][],
    tag: typeof WARM | typeof RESERVED,
    { what, set }: Pick<Prepared, "what"> & { readonly set: typeof reserve },
  ): Promise<readonly Prepared[]> => {
    const prepared: Prepared[] = [];
    for (const name of names) {
      const found = find(name);
      const written = await writtenDown(lambda, found, tag);
      if (written === undefined) continue;
      const setBack = async (): Promise<void> => {
        await set(lambda, found, written.before);
        await forget(lambda, found, tag);
      };
      prepared.push({ name, what, before: written.before, setBack });
    }
    return prepared;
  };
  return [
    ...(await read(WARM_FUNCTIONS, WARM, { what: "instances kept warm", set: keepWarm })),
    ...(await read(PREPARED_FUNCTIONS, RESERVED, { what: "reserved invocations at once", set: reserve })),
  ];
};

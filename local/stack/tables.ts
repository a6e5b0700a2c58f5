import { setTimeout as delay } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { resourcesOf, type Template } from "#local/stack/template.ts";

export interface LocalTable {
  readonly logicalId: string;
  readonly timeToLiveAttribute: string | undefined;
  /** The table's definition for the engine, without its name. */
  readonly definition: Omit<CreateTableCommandInput, "TableName">;
}

interface TableProperties
  extends Pick<
    CreateTableCommandInput,
    "AttributeDefinitions" | "GlobalSecondaryIndexes" | "KeySchema" | "LocalSecondaryIndexes"
  > {
  readonly StreamSpecification?: {
    readonly StreamViewType: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
  };
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled: boolean };
}

/** The tables of the template, always on demand: throughput limits do not matter on one machine. */
export const tablesOf = (template: Template): readonly LocalTable[] =>
  resourcesOf(template, "AWS::DynamoDB::Table").map(({ logicalId, properties }) => {
    const table = properties as unknown as TableProperties;
    const stream = table.StreamSpecification;
    return {
      logicalId,
      timeToLiveAttribute: table.TimeToLiveSpecification?.Enabled
        ? table.TimeToLiveSpecification.AttributeName
        : undefined,
      definition: {
        AttributeDefinitions: table.AttributeDefinitions,
        KeySchema: table.KeySchema,
        BillingMode: "PAY_PER_REQUEST",
        ...(table.GlobalSecondaryIndexes ? { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes } : {}),
        ...(table.LocalSecondaryIndexes ? { LocalSecondaryIndexes: table.LocalSecondaryIndexes } : {}),
        ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
      },
    };
  });

/** Creates the table, or adds the indexes that it lacks if it exists, as it does after a restart on kept data. */
export const ensureTable = async (client: DynamoDBClient, name: string, table: LocalTable): Promise<void> => {
  try {
    await client.send(new CreateTableCommand({ ...table.definition, TableName: name }));
  } catch (error) {
    if (error instanceof ResourceInUseException) return addMissingIndexes(client, name, table);
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { TableName: name });
  if (table.timeToLiveAttribute === undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
    }),
  );
};

const INDEX_SECONDS_MAX = 60;
const POLL_MS = 200;

/** Kept data may be older than an index. The engine fills it from the items that the table has. */
const addMissingIndexes = async (client: DynamoDBClient, name: string, { definition }: LocalTable): Promise<void> => {
  const existing = new Set((await indexesOf(client, name)).map(({ IndexName: index }) => index));
  for (const index of definition.GlobalSecondaryIndexes ?? []) {
    if (!existing.has(index.IndexName)) await addIndex(client, name, definition, index);
  }
};

const indexesOf = async (client: DynamoDBClient, name: string) => {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return table?.GlobalSecondaryIndexes ?? [];
};

const addIndex = async (
  client: DynamoDBClient,
  name: string,
  { AttributeDefinitions: definitions = [] }: LocalTable["definition"],
  index: GlobalSecondaryIndex,
): Promise<void> => {
  const keys = new Set(index.KeySchema?.map(({ AttributeName: key }) => key));
  await client.send(
    new UpdateTableCommand({
      TableName: name,
      AttributeDefinitions: definitions.filter(({ AttributeName: attribute }) => keys.has(attribute)),
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    }),
  );
  for (let waitedMs = 0; waitedMs < INDEX_SECONDS_MAX * 1000; waitedMs += POLL_MS) {
    const made = (await indexesOf(client, name)).find(({ IndexName }) => IndexName === index.IndexName);
    if (made?.IndexStatus === "ACTIVE") return;
    await delay(POLL_MS);
  }
  throw new Error(`The index ${index.IndexName} of ${name} is not ready after ${INDEX_SECONDS_MAX} s.`);
};

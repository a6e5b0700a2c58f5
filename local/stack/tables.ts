import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
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

/**
 * Creates the table unless it exists, as it does after a restart on kept data. Kept data may be older than an index, which
 * a deployment would add.
 */
export const ensureTable = async (client: DynamoDBClient, name: string, table: LocalTable): Promise<void> => {
  try {
    await client.send(new CreateTableCommand({ ...table.definition, TableName: name }));
  } catch (error) {
    if (error instanceof ResourceInUseException) return addIndexes(client, name, table);
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

const addIndexes = async (client: DynamoDBClient, name: string, { definition }: LocalTable): Promise<void> => {
  const { Table: existing } = await client.send(new DescribeTableCommand({ TableName: name }));
  const present = new Set((existing?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  // One at a time is all that an update may add.
  for (const index of definition.GlobalSecondaryIndexes ?? []) {
    if (present.has(index.IndexName)) continue;
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: definition.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { TableName: name });
  }
};

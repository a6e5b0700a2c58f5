/** Carries out a migration on one table. */
import { ConditionalCheckFailedException, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { hasDamagedVersion, type Migration, scanBelow, updateTo } from "#cli/migrate/migration.ts";
import type { UnitPace } from "#cli/migrate/unit-pace.ts";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** As the scan returns it: its keys and its version. */
type ScannedItem = ItemKey & Readonly<Record<string, unknown>>;

/** An item that can't be migrated as it is. */
export interface DamagedItem extends ItemKey {
  readonly reason: string;
}

/** What one page of a table has brought. */
export interface MigratedPage {
  readonly read: number;
  /** Items below the version. */
  readonly below: number;
  /** Those that this run has written. One that was removed meanwhile, or migrated by another run, is not among them. */
  readonly migrated: number;
  readonly damaged: readonly DamagedItem[];
  /** The key of the last item that was read; undefined at the end of the table. */
  readonly last: ItemKey | undefined;
}

export interface MigrationRun {
  readonly dynamo: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Reads only what follows this key. */
  readonly after: ItemKey | undefined;
  readonly isDryRun: boolean;
  readonly pace: UnitPace;
}

/** Migrates the items of a table page by page. Whatever ends it, it can begin again after the last page, or from the start. */
export async function* migrateTable(migration: Migration, run: MigrationRun): AsyncGenerator<MigratedPage> {
  let last = run.after;
  do {
    const page = await nextPage(migration, run, last);
    last = page.last;
    const damaged = page.items.filter(hasDamagedVersion).map((item) => damagedItem(item, "its v is not a number"));
    let migrated = 0;
    for (const item of page.items) {
      if (run.isDryRun || hasDamagedVersion(item)) continue;
      const result = await migrateItem(migration, run, item);
      if (result === "migrated") migrated += 1;
      else if (result !== "not below") damaged.push(result);
    }
    yield { read: page.read, below: page.items.length, migrated, damaged, last };
  } while (last !== undefined);
}

const damagedItem = ({ pk, sk }: ItemKey, reason: string): DamagedItem => ({ pk, sk, reason });

const nextPage = async (
  migration: Migration,
  { dynamo, tableName, pace }: MigrationRun,
  after: ItemKey | undefined,
): Promise<{ readonly read: number; readonly items: readonly ScannedItem[]; readonly last: ItemKey | undefined }> => {
  await pace.turn();
  const {
    Items: items = [],
    ScannedCount: read = 0,
    LastEvaluatedKey: last,
    ConsumedCapacity: consumed,
  } = await dynamo.send(
    new ScanCommand({
      ...scanBelow(migration),
      TableName: tableName,
      ExclusiveStartKey: after && { pk: after.pk, sk: after.sk },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  pace.consumed(consumed?.CapacityUnits ?? 0);
  return { read, items: items as unknown as readonly ScannedItem[], last: last as ItemKey | undefined };
};

const migrateItem = async (
  migration: Migration,
  { dynamo, tableName, pace }: MigrationRun,
  item: ItemKey,
): Promise<"migrated" | "not below" | DamagedItem> => {
  await pace.turn();
  try {
    const { ConsumedCapacity: consumed } = await dynamo.send(
      new UpdateCommand({
        ...updateTo(migration),
        TableName: tableName,
        Key: { pk: item.pk, sk: item.sk },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    pace.consumed(consumed?.CapacityUnits ?? 0);
    return "migrated";
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return "not below";
    if (isOfItem(error)) return damagedItem(item, error.message);
    throw error;
  }
};

/** A field that a path goes through is missing or no map. Anything else, such as a missing right, concerns all items. */
const isOfItem = (error: unknown): error is DynamoDBServiceException =>
  error instanceof DynamoDBServiceException && error.name === "ValidationException";

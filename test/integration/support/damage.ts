/** Changes stored items behind the service's back, then restores them. Import after startTestEnvironment(). */
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import type { TableName } from "#functions/shared/grants.ts";

export interface Key {
  readonly table: TableName;
  readonly pk: string;
  readonly sk: string;
}

const stored = async ({ table, pk, sk }: Key): Promise<Item | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: tableNamed(table), Key: { pk, sk }, ConsistentRead: true }),
  );
  return item;
};

export const putItem = async (table: TableName, item: Item): Promise<void> => {
  await dynamo.send(new PutCommand({ TableName: tableNamed(table), Item: item }));
};

const store = async ({ table, pk, sk }: Key, item: Item | undefined): Promise<void> => {
  if (item !== undefined) await putItem(table, { ...item, pk, sk });
  else await dynamo.send(new DeleteCommand({ TableName: tableNamed(table), Key: { pk, sk } }));
};

/** What an item is to become; undefined: it is deleted. */
export type Damage = readonly [Key, (item: Item) => Item | undefined];

/** Plants the damage, acts, and puts everything back. */
export const withDamage = async <T>(damage: readonly Damage[], act: () => Promise<T>): Promise<T> => {
  const before: [Key, Item | undefined][] = [];
  try {
    for (const [key, change] of damage) {
      const item = await stored(key);
      before.unshift([key, item]);
      await store(key, change(item ?? {}));
    }
    return await act();
  } finally {
    for (const [key, item] of before) await store(key, item);
  }
};

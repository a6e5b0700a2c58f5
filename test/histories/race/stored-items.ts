/** The items that a sale has written, as they are stored; read again after each write. */
import { isDeepStrictEqual } from "node:util";
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamo, type Item } from "#functions/shared/dynamodb.ts";
import type { ItemKey } from "#test/histories/engine/dynamodb-writes.ts";

export interface StoredItem {
  readonly key: ItemKey;
  readonly item: Item;
}

/** An item that was created, deleted or changed. */
export interface ItemChange {
  readonly key: ItemKey;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const nameOf = ({ table, pk, sk }: ItemKey): string => JSON.stringify([table, pk, sk]);

export class StoredItems {
  readonly #items = new Map<string, StoredItem>();

  get all(): readonly StoredItem[] {
    return [...this.#items.values()];
  }

  in(table: string): readonly StoredItem[] {
    return this.all.filter(({ key }) => key.table === table);
  }

  /** Reads some items. @returns those that have changed */
  async read(some: readonly ItemKey[]): Promise<readonly ItemChange[]> {
    const keys = new Map(some.map((key) => [nameOf(key), key]));
    const found = await readAll([...keys.values()]);
    return Array.from(keys).flatMap(([name, key]): readonly ItemChange[] => {
      const [before, after] = [this.#items.get(name)?.item, found.get(name)];
      if (after === undefined) this.#items.delete(name);
      else this.#items.set(name, { key, item: after });
      return isDeepStrictEqual(before, after) ? [] : [{ key, before, after }];
    });
  }
}

const KEYS_MAX = 100;

const readAll = async (keys: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>> => {
  const found = new Map<string, Item>();
  for (let start = 0; start < keys.length; start += KEYS_MAX) {
    const tables = Map.groupBy(keys.slice(start, start + KEYS_MAX), ({ table }) => table);
    const { Responses: responses = {}, UnprocessedKeys: unprocessed = {} } = await dynamo.send(
      new BatchGetCommand({
        RequestItems: Object.fromEntries(
          Array.from(tables, ([table, some]) => [
            table,
            { Keys: some.map(({ pk, sk }) => ({ pk, sk })), ConsistentRead: true },
          ]),
        ),
      }),
    );
    if (Object.keys(unprocessed).length > 0) throw new Error("The engine did not return all items.");
    for (const [table, items] of Object.entries(responses)) {
      for (const item of items as readonly Item[]) {
        found.set(nameOf({ table, pk: String(item["pk"]), sk: String(item["sk"]) }), item);
      }
    }
  }
  return found;
};

/** Adds up what calls cost each partition key. */
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { TABLE_VARIABLES } from "#functions/shared/grants.ts";
import {
  isRead,
  isTransaction,
  itemsOf,
  metered,
  partitionsIn,
  type Reading,
  TRANSACTION_FACTOR,
  type WrittenItem,
  writeUnits,
} from "#test/integration/support/dynamo-traffic.ts";

export interface PartitionUnits {
  read: number;
  write: number;
}

/** By "table partition", and by "table/index" for the writes of an index, whose partitions no call names. */
export type UnitsByPartition = ReadonlyMap<string, PartitionUnits>;

/** The project's name for a table of this environment. */
const tableOf = (stored: string): string =>
  Object.entries(TABLE_VARIABLES).find(([, variable]) => process.env[variable] === stored)?.[0] ?? stored;

const keyOf = (table: string, partition: string): string => `${tableOf(table)} ${partition}`;

/** From "table index partition": the index that a query reads is part of the name. */
const readKeyOf = (place: string): string => {
  const [table = "", index = "", ...partition] = place.split(" ");
  return keyOf(table, index === "" ? partition.join(" ") : `${index}:${partition.join(" ")}`);
};

class Tally {
  readonly units = new Map<string, PartitionUnits>();

  add(key: string, { read = 0, write = 0 }: Partial<PartitionUnits>): void {
    if (read === 0 && write === 0) return;
    const sum = this.units.get(key) ?? { read: 0, write: 0 };
    this.units.set(key, { read: sum.read + read, write: sum.write + write });
  }

  /** Each key of a read costs at least half a unit, or one if it is consistent, also where the engine reports nothing. */
  read(input: Reading & { readonly ConsistentRead?: boolean }, consumed: ConsumedCapacity | undefined): void {
    const places = partitionsIn(input);
    const least = input.ConsistentRead === true ? 1 : 0.5;
    const reported = (consumed?.CapacityUnits ?? 0) / places.length;
    for (const place of places) this.add(readKeyOf(place), { read: Math.max(least, reported) });
  }

  indexes(consumed: ConsumedCapacity | undefined): void {
    for (const [index, { CapacityUnits: write = 0 }] of Object.entries(consumed?.GlobalSecondaryIndexes ?? {})) {
      this.add(`${tableOf(consumed?.TableName ?? "")}/${index}`, { write });
    }
  }
}

/** What `act` costs each partition key. Transactions are counted by the sizes of their items, as DynamoDB counts them. */
export const unitsByPartition = async (act: () => Promise<unknown>): Promise<UnitsByPartition> => {
  const tally = new Tally();
  const written: WrittenItem[] = [];
  await metered(({ command, input, consumed }) => {
    const [first] = consumed;
    if (isRead(command)) {
      tally.read(input, first);
      return;
    }
    for (const each of consumed) tally.indexes(each);
    if (isTransaction(command)) written.push(...itemsOf(input as TransactWriteCommandInput));
    else {
      const [place = ""] = partitionsIn(input);
      tally.add(readKeyOf(place), { write: (first?.Table ?? first)?.CapacityUnits ?? 0 });
    }
  }, act);
  for (const item of written) {
    const write = TRANSACTION_FACTOR * (await writeUnits(item));
    tally.add(keyOf(item.TableName ?? "", String(item.Key["pk"])), { write });
  }
  return tally.units;
};

/** The only place where the expressions on the record of changed settings are written. */
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { queuePartition } from "#functions/queue/cohort-store.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

export type SettingValue = string | number | boolean;

export interface ChangedSetting {
  readonly setting: string;
  readonly from: SettingValue;
  readonly to: SettingValue;
}

/** Who changed which settings of a queue, and when. Never changed or deleted. */
export interface QueueChangeRecord {
  /** Of the queue after the change: 1, 2, 3 … without a gap. */
  readonly revision: number;
  readonly at: Seconds;
  readonly by: string;
  readonly changes: readonly ChangedSetting[];
}

const table = tableNamed("queue");

const REVISION_DIGITS = 12;
const changeKey = (concertId: string, revision: number) => ({
  pk: queuePartition(concertId),
  sk: `CHANGE#${String(revision).padStart(REVISION_DIGITS, "0")}`,
});

/** Goes into the transaction that changes the settings, so that there is no change without its record. */
export const recordChange = (concertId: string, record: QueueChangeRecord): Part => ({
  name: "record",
  item: {
    Put: {
      TableName: table,
      Item: { ...changeKey(concertId, record.revision), ...record },
      ConditionExpression: itemIsAbsent,
    },
  },
});

const toRecord = (item: Item): QueueChangeRecord => ({
  revision: item["revision"] as number,
  at: item["at"] as Seconds,
  by: item["by"] as string,
  changes: item["changes"] as readonly ChangedSetting[],
});

/** The changes of a queue, newest first. */
export const listChanges = async (
  concertId: string,
  page: { readonly limit: number; readonly after: Pick<QueueChangeRecord, "revision"> | undefined },
) => {
  const found = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": queuePartition(concertId), ":prefix": "CHANGE#" },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && changeKey(concertId, page.after.revision),
      ConsistentRead: true,
    }),
  );
  const items = (found.Items ?? []).map(toRecord);
  const last = items.at(-1);
  return { items, next: found.LastEvaluatedKey && last && { revision: last.revision } };
};

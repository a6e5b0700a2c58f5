/** The only file that writes expressions on the history of a queue's settings. */
import * as z from "zod/mini";
import { queuePartition } from "#functions/queue/cohort-store.ts";
import type { ChangedSetting, QueueChangeRecord } from "#functions/queue/rules/settings-change.ts";
import { itemIsAbsent, type Page, queryPage, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

const REVISION_DIGITS = 12;
const changeKey = (concertId: string, revision: number) => ({
  pk: queuePartition(concertId),
  sk: `CHANGE#${String(revision).padStart(REVISION_DIGITS, "0")}`,
});

const settingValue = z.union([z.string(), z.number(), z.boolean()]);

export const toChangeRecord = stored(
  "settings change",
  objectOf<QueueChangeRecord>({
    revision: z.int(),
    at: z.int(),
    by: z.string(),
    changes: z.array(objectOf<ChangedSetting>({ setting: z.string(), from: settingValue, to: settingValue })),
  }),
);

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

/** The changes of a queue, the last first. */
export const listChanges = (
  concertId: string,
  page: { readonly limit: number; readonly after: Pick<QueueChangeRecord, "revision"> | undefined },
): Promise<Page<QueueChangeRecord>> =>
  queryPage(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": queuePartition(concertId), ":prefix": "CHANGE#" },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && changeKey(concertId, page.after.revision),
      ConsistentRead: true,
    },
    toChangeRecord,
  );

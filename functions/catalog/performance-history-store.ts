/**
 * The only file that writes expressions on the record of what operators have done to a performance. It has a partition of
 * its own: those who read a performance do not read its history.
 */
import * as z from "zod/mini";
import type {
  ChangedField,
  PerformanceChangeKind,
  PerformanceChangeRecord,
  RecordedRefund,
} from "#functions/catalog/rules/performance-change-record.ts";
import { itemIsAbsent, type Page, queryPage, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored, storedTime } from "#functions/shared/stored.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("catalog");

type Position = Pick<PerformanceChangeRecord, "at" | "changeId">;

const TIME_DIGITS = 12;
const historyPartition = (performanceId: string): string => `PERF-CHANGES#${performanceId}`;
/** Records are in the order of their times. Two operators never wait for each other, so there is no common number. */
const recordKey = (performanceId: string, { at, changeId }: Position) => ({
  pk: historyPartition(performanceId),
  sk: `CHANGE#${String(at).padStart(TIME_DIGITS, "0")}#${changeId}`,
});

const KINDS = ["CHANGED", "SEATS_BLOCKED", "CALLED_OFF", "REFUNDED"] satisfies readonly PerformanceChangeKind[];
const fieldValue = z.nullable(z.union([z.string(), z.number()]));
const seatIds = z.array(z.string());

export const toChangeRecord = stored(
  "performance change",
  objectOf<PerformanceChangeRecord>({
    changeId: z.string(),
    kind: z.enum(KINDS),
    at: storedTime,
    by: z.string(),
    reason: z.string(),
    changes: z.optional(z.array(objectOf<ChangedField>({ field: z.string(), from: fieldValue, to: fieldValue }))),
    blocked: z.optional(seatIds),
    unblocked: z.optional(seatIds),
    refund: z.optional(
      objectOf<RecordedRefund>({ reservationId: z.string(), refundId: z.string(), seatIds, amount: z.int() }),
    ),
  }),
);

/** Goes into the transaction of the act, so that there is no act without its record. */
export const recordPerformanceChange = (performanceId: string, record: PerformanceChangeRecord): Part => ({
  name: "record",
  item: {
    Put: {
      TableName: table,
      Item: { ...recordKey(performanceId, record), ...record },
      ConditionExpression: itemIsAbsent,
    },
  },
});

/** What operators have done to a performance, the last first. */
export const listPerformanceChanges = (
  performanceId: string,
  page: { readonly limit: number; readonly after: Position | undefined },
): Promise<Page<PerformanceChangeRecord>> =>
  queryPage(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": historyPartition(performanceId) },
      ScanIndexForward: false,
      Limit: page.limit,
      ExclusiveStartKey: page.after && recordKey(performanceId, page.after),
      ConsistentRead: true,
    },
    toChangeRecord,
  );

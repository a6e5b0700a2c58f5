/** The only place where the expressions on cohorts and the counts of their shards are written. */
import { BatchGetCommand, type BatchGetCommandOutput, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ShardCount } from "#functions/queue/rules/admission.ts";
import {
  type Cohort,
  LANE_NAMES,
  LANE_START,
  type LaneName,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { dynamo, type Item, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

/** A queue and its cohorts share a partition, so that a tick reads the live ones in one query. */
export const queuePartition = (concertId: string): string => `QUEUE#${concertId}`;

const NUMBER_DIGITS = 12;
const cohortSortKey = (to: number) => `COHORT#${String(to).padStart(NUMBER_DIGITS, "0")}`;
const LAST_NUMBER = 10 ** NUMBER_DIGITS - 1;
/** Of the shard that ends with this number. */
const countKey = (concertId: string, shard: number) => ({ pk: `COHORT#${concertId}#${shard}`, sk: "COUNT" });

/** Long after every pass of the cohort; the exact end is decided by comparing times, never by deletion. */
const COHORT_KEPT_SECONDS = 7 * 24 * 3600;
const BATCH_GET_MAX = 100;
const COHORTS_READ_MAX = 5000;

export const cohortTtl = (cohort: Cohort): number => cohort.expiresAt + COHORT_KEPT_SECONDS;

/** A cohort that is admitted. It never changes; who claims and who leaves is counted apart. */
export const newCohort = (concertId: string, cohort: Cohort): Part => ({
  name: `cohort ${cohort.to}`,
  item: {
    Put: {
      TableName: table,
      Item: { pk: queuePartition(concertId), sk: cohortSortKey(cohort.to), ...cohort, ttl: cohortTtl(cohort) },
      ConditionExpression: itemIsAbsent,
    },
  },
});

/**
 * The cohorts that have not been settled, in order within each lane. A lane in which nobody can be live is not asked.
 * @throws Error if there are more than can be counted: not to know of one would be to count too few
 */
export const readCohorts = async (queue: QueueState): Promise<readonly Cohort[]> => {
  const lanes = LANE_NAMES.filter((lane) => queue.lanes[lane].served > queue.lanes[lane].settledTo);
  return (await Promise.all(lanes.map((lane) => readLane(queue, lane)))).flat();
};

const readLane = async ({ concertId, lanes }: QueueState, lane: LaneName): Promise<readonly Cohort[]> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": queuePartition(concertId),
        ":first": cohortSortKey(lanes[lane].settledTo + 1),
        ":last": cohortSortKey(lane === "GENERAL" ? LANE_START.PRESALE : LAST_NUMBER),
      },
      ConsistentRead: true,
    },
    COHORTS_READ_MAX,
  );
  return items.map(toCohort);
};

const toCohort = (item: Item): Cohort => ({
  from: item["from"] as number,
  to: item["to"] as number,
  admittedAt: item["admittedAt"] as number,
  claimBy: item["claimBy"] as number,
  expiresAt: item["expiresAt"] as number,
});

/**
 * The cohort that a number was admitted with. The queue may be seen to have moved on a moment before its new cohort
 * is, so a cohort that seems to be missing is looked for once more, with a consistent read.
 */
export const findCohort = async (concertId: string, number: number): Promise<Cohort | undefined> =>
  (await queryCohort(concertId, number, false)) ?? (await queryCohort(concertId, number, true));

const queryCohort = async (concertId: string, number: number, consistent: boolean): Promise<Cohort | undefined> => {
  const { Items: items } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": queuePartition(concertId),
        ":first": cohortSortKey(number),
        ":last": cohortSortKey(LAST_NUMBER),
      },
      Limit: 1,
      ConsistentRead: consistent,
    }),
  );
  const cohort = items?.[0] && toCohort(items[0]);
  return cohort && cohort.from <= number ? cohort : undefined;
};

const NOBODY: ShardCount = { claimed: 0, left: 0, closed: false };

const toCount = (item: Item): ShardCount => ({
  claimed: (item["claimed"] as number | undefined) ?? 0,
  left: (item["left"] as number | undefined) ?? 0,
  closed: item["closed"] === true,
});

/**
 * The counts of shards, in their order. Eventually consistent, which is safe: a stale open count is too high,
 * and a closed one can only have lost people since.
 */
export const readCounts = async (concertId: string, shards: readonly Cohort[]): Promise<readonly ShardCount[]> => {
  const found = new Map<string, ShardCount>();
  const starts = Array.from({ length: Math.ceil(shards.length / BATCH_GET_MAX) }, (_, index) => index * BATCH_GET_MAX);
  await Promise.all(
    starts.map(async (start) => {
      let keys: Record<string, unknown>[] | undefined = shards
        .slice(start, start + BATCH_GET_MAX)
        .map((shard) => countKey(concertId, shard.to));
      while (keys !== undefined && keys.length > 0) {
        const page: BatchGetCommandOutput = await dynamo.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
        );
        for (const item of page.Responses?.[table] ?? []) found.set(item["pk"] as string, toCount(item));
        keys = page.UnprocessedKeys?.[table]?.Keys;
      }
    }),
  );
  return shards.map((shard) => found.get(countKey(concertId, shard.to).pk) ?? NOBODY);
};

/** Ends the claims of a shard for good and returns its count, which no late claim can change any more (Q3). */
export const closeShard = async (concertId: string, shard: Cohort): Promise<ShardCount> => {
  const { Attributes: item } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: countKey(concertId, shard.to),
      UpdateExpression: "SET closed = :true, #ttl = :ttl",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":true": true, ":ttl": cohortTtl(shard) },
      ReturnValues: "ALL_NEW",
    }),
  );
  return toCount(item ?? {});
};

/** A claim in the count of its shard, on condition that it is still open. */
export const countClaim = (concertId: string, shard: number, ttl: number): Part => ({
  name: "count",
  item: {
    Update: {
      TableName: table,
      Key: countKey(concertId, shard),
      UpdateExpression: "SET #ttl = :ttl ADD claimed :one",
      ConditionExpression: "attribute_not_exists(closed)",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":one": 1, ":ttl": ttl },
    },
  },
});

/** Somebody of the shard has gone, so that their place is free for another. */
export const countLeaving = (concertId: string, shard: number): Part => ({
  name: "count",
  item: {
    Update: {
      TableName: table,
      Key: countKey(concertId, shard),
      UpdateExpression: "ADD #left :one",
      ExpressionAttributeNames: { "#left": "left" },
      ExpressionAttributeValues: { ":one": 1 },
    },
  },
});

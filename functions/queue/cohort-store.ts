/** The only file that writes expressions on cohorts and the counts of their shards. */
import { BatchGetCommand, type BatchGetCommandOutput, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ShardCount } from "#functions/queue/rules/admission.ts";
import {
  type Cohort,
  LANE_NAMES,
  LANE_START,
  type LaneName,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { dynamo, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

/** A queue and its cohorts share a partition, so that a tick reads the live ones in one query. */
export const queuePartition = (concertId: string): string => `QUEUE#${concertId}`;

const NUMBER_DIGITS = 12;
const cohortSortKey = (to: number) => `COHORT#${String(to).padStart(NUMBER_DIGITS, "0")}`;
const LAST_NUMBER = 10 ** NUMBER_DIGITS - 1;
/** @param shard its last number */
const countKey = (concertId: string, shard: number) => ({ pk: `COHORT#${concertId}#${shard}`, sk: "COUNT" });

/** Long after every pass of the cohort. Its exact end is found by comparing times, never by deletion. */
const COHORT_KEPT_SECONDS = 7 * 24 * 3600;
const BATCH_GET_MAX = 100;
const COHORTS_READ_MAX = 5000;

export const cohortTtl = (cohort: Cohort): number => cohort.expiresAt + COHORT_KEPT_SECONDS;

export const toCohort = stored(
  "cohort",
  objectOf<Cohort>({ from: z.int(), to: z.int(), admittedAt: z.int(), claimBy: z.int(), expiresAt: z.int() }),
);

/** The item of a shard lacks what has not happened yet, and there is no item before the first claim. */
export const toShardCount = stored(
  "shard count",
  objectOf<ShardCount>({
    claimed: z._default(z.int(), 0),
    left: z._default(z.int(), 0),
    closed: z._default(z.boolean(), false),
  }),
);

const NOBODY = toShardCount({});

/** An admitted cohort. Its item never changes: claims and departures are counted in items of their own. */
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
 * The cohorts that have not been settled, in order within each lane. A lane in which nobody can be live is not read.
 * @throws Error if there are more than `COHORTS_READ_MAX`: a cohort left out would let too many people in
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

/**
 * The cohort that a number was admitted with. An eventually consistent read may show that the queue has moved on a
 * moment before it shows the new cohort, so a cohort that seems to be missing is read again, consistently.
 */
export const findCohort = async (concertId: string, number: number): Promise<Cohort | undefined> =>
  (await queryCohort(concertId, number, false)) ?? (await queryCohort(concertId, number, true));

const queryCohort = async (concertId: string, number: number, consistent: boolean): Promise<Cohort | undefined> => {
  const { Items: [item] = [] } = await dynamo.send(
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
  const cohort = item && toCohort(item);
  return cohort && cohort.from <= number ? cohort : undefined;
};

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
        for (const item of page.Responses?.[table] ?? []) found.set(String(item["pk"]), toShardCount(item));
        keys = page.UnprocessedKeys?.[table]?.Keys;
      }
    }),
  );
  return shards.map((shard) => found.get(countKey(concertId, shard.to).pk) ?? NOBODY);
};

/** Ends the claims of a shard for good and returns its count, which no late claim can change any more (Q3). */
export const closeShard = async (concertId: string, shard: Cohort): Promise<ShardCount> => {
  const { Attributes: item = {} } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: countKey(concertId, shard.to),
      UpdateExpression: "SET closed = :true, #ttl = :ttl",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":true": true, ":ttl": cohortTtl(shard) },
      ReturnValues: "ALL_NEW",
    }),
  );
  return toShardCount(item);
};

/** Counts a claim in its shard, on condition that the shard is still open. */
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

/** Counts that a person of the shard has gone, so that somebody else can be admitted in their stead. */
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

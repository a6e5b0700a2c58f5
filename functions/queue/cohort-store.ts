/** The only file that writes expressions on cohorts and the counts of their shards. */
import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { ShardCount } from "#functions/queue/rules/admission.ts";
import { type Cohort, LANE_START, type LaneName } from "#functions/queue/rules/queue-state.ts";
import { readItems } from "#functions/shared/batch-read.ts";
import { dynamo, itemIsAbsent, queryUpTo, tableNamed } from "#functions/shared/dynamodb.ts";
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
const shardOfKey = (pk: string): number => Number(pk.slice(pk.lastIndexOf("#") + 1));

/** Long after every pass of the cohort. Its exact end is found by comparing times, never by deletion. */
const COHORT_KEPT_SECONDS = 7 * 24 * 3600;

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

/** What a read of the cohorts of a lane found. */
export interface CohortsRead {
  /** In order. */
  readonly cohorts: readonly Cohort[];
  /** Whether these are all. */
  readonly isWhole: boolean;
}

/** The first cohorts of a lane that end after a number, at most `cohortsMax`, as they are at this moment. */
export const readCohortsAfter = async (
  concertId: string,
  lane: LaneName,
  after: number,
  cohortsMax: number,
): Promise<CohortsRead> => {
  const { items, isWhole } = await queryUpTo(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": queuePartition(concertId),
        ":first": cohortSortKey(after + 1),
        ":last": cohortSortKey(lane === "GENERAL" ? LANE_START.PRESALE : LAST_NUMBER),
      },
      ConsistentRead: true,
    },
    cohortsMax,
  );
  return { cohorts: items.map(toCohort), isWhole };
};

/** As many cohorts as half a read unit pays for, which is 4 KB. */
const COHORTS_AT_ONCE = 20;

/** The cohorts that follow a number, its own first. At most 20. */
export const readCohortsFrom = async (
  concertId: string,
  number: number,
  isConsistent: boolean,
): Promise<readonly Cohort[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": queuePartition(concertId),
        ":first": cohortSortKey(number),
        ":last": cohortSortKey(LAST_NUMBER),
      },
      Limit: COHORTS_AT_ONCE,
      ConsistentRead: isConsistent,
    }),
  );
  return items.map(toCohort);
};

/**
 * The counts of shards, by their last numbers; none of a shard that nobody has claimed in. Eventually consistent, which is
 * safe: a stale open count is too high, and a closed one can only have lost people since.
 * @throws UnprocessedKeysError if DynamoDB does not read them all
 */
export const readShardCounts = async (
  concertId: string,
  shards: readonly number[],
): Promise<ReadonlyMap<number, ShardCount>> => {
  const keys = shards.map((shard) => countKey(concertId, shard));
  const items = await readItems("queue", keys, { isConsistent: false });
  return new Map(items.map((item) => [shardOfKey(String(item["pk"])), toShardCount(item)]));
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

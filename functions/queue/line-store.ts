/** The only place where the expressions on lines and cohorts are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { CohortCount, Decision } from "#functions/queue/admission.ts";
import type { Cohort, Line, LineSettings } from "#functions/queue/line.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { freshCache } from "#functions/shared/fresh-cache.ts";
import { type Outcome, type Part, transact } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

const lineKey = (concertId: string) => ({ pk: `QUEUE#${concertId}`, sk: "STATE" });
const NUMBER_DIGITS = 12;
const cohortSortKey = (to: number) => `COHORT#${String(to).padStart(NUMBER_DIGITS, "0")}`;
const countKey = (concertId: string, to: number) => ({ pk: `COHORT#${concertId}#${to}`, sk: "COUNT" });

/** Long after every pass of the cohort; the exact end is decided by comparing times, never by deletion. */
const COHORT_KEPT_SECONDS = 7 * 24 * 3600;
const BATCH_GET_MAX = 100;
const COHORTS_READ_MAX = 5000;

const toLine = (item: Item): Line => ({
  concertId: item["concertId"] as string,
  settings: item["settings"] as LineSettings,
  revision: item["revision"] as number,
  issued: item["issued"] as number,
  served: item["served"] as number,
  commitment: item["commitment"] as string,
  seed: item["seed"] as string,
  lobbySize: item["lobbySize"] as number | undefined,
  soldOut: item["soldOut"] as boolean,
  admittedPerMinute: item["admittedPerMinute"] as number,
  settledTo: item["settledTo"] as number,
});

export const newLine = (line: Line): Part => ({
  name: "line",
  item: { Put: { TableName: table, Item: { ...lineKey(line.concertId), ...line }, ConditionExpression: itemIsAbsent } },
});

/** The line as it is at this moment. */
export const readLine = async (concertId: string): Promise<Line | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: lineKey(concertId), ConsistentRead: true }),
  );
  return item && toLine(item);
};

/** The line as it was within the last second: one read a second, however many ask (budget of the poll). */
export const watchLine: (concertId: string) => Promise<Line | undefined> = freshCache({
  ttlMs: 1000,
  entriesMax: 1000,
  read: async (concertId) => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: lineKey(concertId) }));
    return item && toLine(item);
  },
});

/**
 * Takes `count` arrivals for this batch alone: nobody else gets a number of the block (Q2).
 * @returns the first of them, or undefined if there is no such line
 */
export const takeArrivals = async (concertId: string, count: number): Promise<number | undefined> => {
  try {
    const { Attributes: line } = await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: lineKey(concertId),
        UpdateExpression: "ADD issued :count",
        ConditionExpression: itemExists,
        ExpressionAttributeValues: { ":count": count },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    return (line?.["issued"] as number) - count + 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/**
 * Draws the lobby: whoever has an arrival at this moment is in it. One write for any size. A second draw does nothing,
 * nor does one that had read an opening time which has been changed since.
 */
export const drawLobby = async ({ concertId, revision }: Pick<Line, "concertId" | "revision">): Promise<void> => {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: lineKey(concertId),
        UpdateExpression: "SET lobbySize = issued",
        ConditionExpression: "revision = :revision AND attribute_not_exists(lobbySize)",
        ExpressionAttributeValues: { ":revision": revision },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** The cohorts after `settledTo`, in order. */
export const readCohorts = async (line: Line): Promise<readonly Cohort[]> => {
  const cohorts: Cohort[] = [];
  let after: Item | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: {
          ":pk": lineKey(line.concertId).pk,
          ":first": cohortSortKey(line.settledTo + 1),
          ":last": cohortSortKey(10 ** NUMBER_DIGITS - 1),
        },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    cohorts.push(...(page.Items ?? []).map(toCohort));
    after = page.LastEvaluatedKey;
    // Not to know of a cohort would be to count too few; rather admit nobody.
    if (cohorts.length > COHORTS_READ_MAX) throw new Error(`The line has more than ${COHORTS_READ_MAX} live cohorts.`);
  } while (after !== undefined);
  return cohorts;
};

const toCohort = (item: Item): Cohort => ({
  from: item["from"] as number,
  to: item["to"] as number,
  admittedAt: item["admittedAt"] as number,
  claimBy: item["claimBy"] as number,
  expiresAt: item["expiresAt"] as number,
});

/**
 * The cohort that a number was admitted with. The line may be seen to have moved on a moment before its new cohort
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
        ":pk": lineKey(concertId).pk,
        ":first": cohortSortKey(number),
        ":last": cohortSortKey(10 ** NUMBER_DIGITS - 1),
      },
      Limit: 1,
      ConsistentRead: consistent,
    }),
  );
  const cohort = items?.[0] && toCohort(items[0]);
  return cohort && cohort.from <= number ? cohort : undefined;
};

const NOBODY: CohortCount = { claimed: 0, left: 0, closed: false };

const toCount = (item: Item): CohortCount => ({
  claimed: (item["claimed"] as number | undefined) ?? 0,
  left: (item["left"] as number | undefined) ?? 0,
  closed: item["closed"] === true,
});

/**
 * The counts of cohorts, in their order. Eventually consistent, which is safe: a stale open count is too high,
 * and a closed one can only have lost people since.
 */
export const readCounts = async (concertId: string, cohorts: readonly Cohort[]): Promise<readonly CohortCount[]> => {
  const found = new Map<string, CohortCount>();
  for (let start = 0; start < cohorts.length; start += BATCH_GET_MAX) {
    let keys: Record<string, unknown>[] | undefined = cohorts
      .slice(start, start + BATCH_GET_MAX)
      .map((cohort) => countKey(concertId, cohort.to));
    while (keys !== undefined && keys.length > 0) {
      const page: BatchGetCommandOutput = await dynamo.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }),
      );
      for (const item of page.Responses?.[table] ?? []) found.set(item["pk"] as string, toCount(item));
      keys = page.UnprocessedKeys?.[table]?.Keys;
    }
  }
  return cohorts.map((cohort) => found.get(countKey(concertId, cohort.to).pk) ?? NOBODY);
};

/** Ends the claims of a cohort for good and returns its count, which no late claim can change any more (Q3). */
export const closeCohort = async (concertId: string, to: number): Promise<CohortCount> => {
  const { Attributes: item } = await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: countKey(concertId, to),
      UpdateExpression: "SET closed = :true",
      ExpressionAttributeValues: { ":true": true },
      ReturnValues: "ALL_NEW",
    }),
  );
  return toCount(item ?? {});
};

/** A claim in the cohort's count, on condition that it is still open. */
export const countClaim = (concertId: string, to: number, ttl: number): Part => ({
  name: "count",
  item: {
    Update: {
      TableName: table,
      Key: countKey(concertId, to),
      UpdateExpression: "SET #ttl = :ttl ADD claimed :one",
      ConditionExpression: "attribute_not_exists(closed)",
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":one": 1, ":ttl": ttl },
    },
  },
});

/** Somebody of the cohort has gone, so that their place is free for another. */
export const countLeaving = (concertId: string, to: number): Part => ({
  name: "count",
  item: {
    Update: {
      TableName: table,
      Key: countKey(concertId, to),
      UpdateExpression: "ADD #left :one",
      ExpressionAttributeNames: { "#left": "left" },
      ExpressionAttributeValues: { ":one": 1 },
    },
  },
});

export const cohortTtl = (cohort: Cohort): number => cohort.expiresAt + COHORT_KEPT_SECONDS;

/**
 * Writes a decision, on condition that the line is as it was when it was made: of two ticks at once, one is
 * refused and nobody is admitted twice (Q3).
 */
export const writeDecision = (line: Line, decision: Decision): Promise<Outcome> => {
  const served = decision.admitted.at(-1)?.to ?? line.served;
  const update: Part = {
    name: "line",
    item: {
      Update: {
        TableName: table,
        Key: lineKey(line.concertId),
        UpdateExpression: "SET served = :served, soldOut = :soldOut, admittedPerMinute = :pace, settledTo = :settledTo",
        ConditionExpression: "served = :servedBefore AND revision = :revision",
        ExpressionAttributeValues: {
          ":served": served,
          ":servedBefore": line.served,
          ":revision": line.revision,
          ":soldOut": decision.soldOut,
          ":pace": decision.admittedPerMinute,
          ":settledTo": decision.settledTo,
        },
      },
    },
  };
  const cohorts = decision.admitted.map(
    (cohort): Part => ({
      name: `cohort ${cohort.to}`,
      item: {
        Put: {
          TableName: table,
          Item: { pk: lineKey(line.concertId).pk, sk: cohortSortKey(cohort.to), ...cohort, ttl: cohortTtl(cohort) },
          ConditionExpression: itemIsAbsent,
        },
      },
    }),
  );
  return transact([update, ...cohorts]);
};

/** New settings, on condition that nobody has changed any since `line` was read, and, if asked for, that it is not drawn. */
export const changeSettings = (
  line: Line,
  settings: LineSettings,
  { ifNotDrawn }: { readonly ifNotDrawn: boolean },
): Part => ({
  name: "line",
  item: {
    Update: {
      TableName: table,
      Key: lineKey(line.concertId),
      UpdateExpression: "SET settings = :settings, revision = :next",
      ConditionExpression: `revision = :revision${ifNotDrawn ? " AND attribute_not_exists(lobbySize)" : ""}`,
      ExpressionAttributeValues: { ":settings": settings, ":revision": line.revision, ":next": line.revision + 1 },
    },
  },
});

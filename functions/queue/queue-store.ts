/** The only place where the expressions on queues are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { newCohort, queuePartition } from "#functions/queue/cohort-store.ts";
import type { Decision } from "#functions/queue/rules/admission.ts";
import {
  LANE_NAMES,
  type LaneName,
  type Lanes,
  type QueueSettings,
  type QueueState,
} from "#functions/queue/rules/queue-state.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { type Outcome, type Part, transact } from "#functions/shared/transaction.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

const table = tableNamed("queue");

const queueKey = (concertId: string) => ({ pk: queuePartition(concertId), sk: "STATE" });

const toQueue = (item: Item): QueueState => ({
  concertId: item["concertId"] as string,
  settings: item["settings"] as QueueSettings,
  revision: item["revision"] as number,
  commitment: item["commitment"] as string,
  seed: item["seed"] as string,
  lanes: item["lanes"] as Lanes,
  soldOut: item["soldOut"] as boolean,
  stats: item["stats"] as QueueState["stats"],
});

export const newQueue = (queue: QueueState): Part => ({
  name: "queue",
  item: {
    Put: { TableName: table, Item: { ...queueKey(queue.concertId), ...queue }, ConditionExpression: itemIsAbsent },
  },
});

/** The queue as it is at this moment. */
export const readQueue = async (concertId: string): Promise<QueueState | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: queueKey(concertId), ConsistentRead: true }),
  );
  return item && toQueue(item);
};

/** The queue as it was within the last second: one read a second, however many ask (budget of the poll). */
export const watchQueue: (concertId: string) => Promise<QueueState | undefined> = ttlCache({
  ttlMs: 1000,
  entriesMax: 1000,
  read: async (concertId) => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: queueKey(concertId) }));
    return item && toQueue(item);
  },
});

/**
 * Takes `count` arrivals of a lane for this batch alone: nobody else gets a number of the block (Q2).
 * @returns the first of them, or undefined if there is no such queue
 */
export const takeArrivals = async (concertId: string, lane: LaneName, count: number): Promise<number | undefined> => {
  try {
    const { Attributes: updated } = await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: queueKey(concertId),
        UpdateExpression: "SET lanes.#lane.issued = lanes.#lane.issued + :count",
        ConditionExpression: itemExists,
        ExpressionAttributeNames: { "#lane": lane },
        ExpressionAttributeValues: { ":count": count },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    const lanes = updated?.["lanes"] as Lanes;
    return lanes[lane].issued - count + 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** GENERAL is a reserved word of DynamoDB's. */
const GENERAL_NAME = { "#GENERAL": "GENERAL" satisfies LaneName };
const LANE_NAMES_IN_EXPRESSIONS = { ...GENERAL_NAME, "#PRESALE": "PRESALE" satisfies LaneName };

const isNotDrawn = "attribute_not_exists(lanes.#GENERAL.drawnTo)";

/**
 * Draws the lobby of each lane: whoever has an arrival at this moment is in it. One write for any size. A second draw does nothing,
 * nor does one that had read an opening time which has been changed since.
 */
export const drawLobby = async ({ concertId, revision }: Pick<QueueState, "concertId" | "revision">): Promise<void> => {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: queueKey(concertId),
        UpdateExpression: `SET ${LANE_NAMES.map((lane) => `lanes.#${lane}.drawnTo = lanes.#${lane}.issued`).join(", ")}`,
        ConditionExpression: `revision = :revision AND ${isNotDrawn}`,
        ExpressionAttributeNames: LANE_NAMES_IN_EXPRESSIONS,
        ExpressionAttributeValues: { ":revision": revision },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/**
 * Writes a decision, on condition that the queue is as it was when it was made: of two ticks at once, one is
 * refused and nobody is admitted twice (Q3).
 */
export const writeDecision = (queue: QueueState, decision: Decision): Promise<Outcome> => {
  const update: Part = {
    name: "queue",
    item: {
      Update: {
        TableName: table,
        Key: queueKey(queue.concertId),
        UpdateExpression: `SET ${LANE_NAMES.map(
          (lane) => `lanes.#${lane}.served = :served${lane}, lanes.#${lane}.settledTo = :settled${lane}`,
        ).join(", ")}, soldOut = :soldOut, stats = :stats`,
        ConditionExpression: `revision = :revision AND ${LANE_NAMES.map(
          (lane) => `lanes.#${lane}.served = :before${lane}`,
        ).join(" AND ")}`,
        ExpressionAttributeNames: LANE_NAMES_IN_EXPRESSIONS,
        ExpressionAttributeValues: {
          ":revision": queue.revision,
          ":soldOut": decision.soldOut,
          ":stats": decision.stats,
          ...Object.fromEntries(
            LANE_NAMES.flatMap((lane) => [
              [`:served${lane}`, decision.served[lane]],
              [`:settled${lane}`, decision.settledTo[lane]],
              [`:before${lane}`, queue.lanes[lane].served],
            ]),
          ),
        },
      },
    },
  };
  const cohorts = decision.admitted.map((cohort) => newCohort(queue.concertId, cohort));
  return transact([update, ...cohorts]);
};

/** New settings, on condition that nobody has changed any since `queue` was read, and, if asked for, that it is not drawn. */
export const changeSettings = (
  queue: QueueState,
  settings: QueueSettings,
  { ifNotDrawn }: { readonly ifNotDrawn: boolean },
): Part => ({
  name: "queue",
  item: {
    Update: {
      TableName: table,
      Key: queueKey(queue.concertId),
      UpdateExpression: "SET settings = :settings, revision = :next",
      ConditionExpression: `revision = :revision${ifNotDrawn ? ` AND ${isNotDrawn}` : ""}`,
      ...(ifNotDrawn && { ExpressionAttributeNames: GENERAL_NAME }),
      ExpressionAttributeValues: { ":settings": settings, ":revision": queue.revision, ":next": queue.revision + 1 },
    },
  },
});

/** The only file that writes expressions on queues. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { newCohort, queuePartition } from "#functions/queue/cohort-store.ts";
import type { Decision } from "#functions/queue/rules/admission.ts";
import { commitmentOf } from "#functions/queue/rules/draw.ts";
import { type ReserveTake, reserveSize } from "#functions/queue/rules/lobby-reserve.ts";
import {
  isDrawn,
  LANE_NAMES,
  type Lane,
  type LaneName,
  type Lanes,
  type Pace,
  type QueueSettings,
  type QueueState,
  type QueueStats,
} from "#functions/queue/rules/queue-state.ts";
import { ADDED_TO_QUEUES, QUEUE_VERSION } from "#functions/queue/rules/queue-version.ts";
import { newSeed, readSeed } from "#functions/queue/seed-store.ts";
import { dynamo, itemExists, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import { type Outcome, type Part, transact } from "#functions/shared/transaction.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

const table = tableNamed("queue");

const queueKey = (concertId: string) => ({ pk: queuePartition(concertId), sk: "STATE" });

const settingsSchema = objectOf<QueueSettings>({
  maxActive: z.int(),
  admitPerTick: z.int(),
  claimSeconds: z.int(),
  passSeconds: z.int(),
  paused: z.boolean(),
  opensAt: z.int(),
  closesAt: z.int(),
  presale: z.nullable(objectOf<NonNullable<QueueSettings["presale"]>>({ group: z.string(), sharePercent: z.int() })),
});

const laneSchema = objectOf<Lane>({
  issued: z.int(),
  served: z.int(),
  drawnTo: z.optional(z.int()),
  lateTo: z.optional(z.int()),
  settledTo: z.int(),
  vacant: z.optional(z.int()),
});

// The defaults below are for items below version 2.
const statsSchema = objectOf<QueueStats>({
  at: z.int(),
  active: z.int(),
  room: z.int(),
  undecided: z.int(),
  admittedPerMinute: z.int(),
  seatsLeft: z.int(),
  accessibleUnitsLeft: z._default(z.int(), ADDED_TO_QUEUES["stats.accessibleUnitsLeft"]),
  soldOutCategories: z._default(z.array(z.string()), ADDED_TO_QUEUES["stats.soldOutCategories"]),
  seatsHeld: z.int(),
  seatsPerPerson: z.number(),
  stayedSeconds: z.number(),
  departures: z.number(),
  presaleCredit: z.number(),
  skipped: z._default(z.int(), ADDED_TO_QUEUES["stats.skipped"]),
});

const paceSchema = objectOf<Pace>({ admittedAt: z.int(), admitted: z.int(), clockId: z.string() });

export const toQueue = stored(
  "queue",
  objectOf<QueueState>({
    concertId: z.string(),
    settings: settingsSchema,
    revision: z.int(),
    commitment: z.string(),
    seed: z.optional(z.string()),
    lanes: objectOf<Lanes>({ GENERAL: laneSchema, PRESALE: laneSchema }),
    soldOut: z.boolean(),
    stats: statsSchema,
    pace: z._default(paceSchema, ADDED_TO_QUEUES.pace),
  }),
);

/** A new queue. Its seed is kept apart until the draw; a queue without a lobby to draw has nothing to hide. */
export const newQueue = ({ seed, ...queue }: QueueState & { readonly seed: string }): readonly Part[] => {
  const { concertId } = queue;
  const item = { ...queueKey(concertId), v: QUEUE_VERSION, ...queue, ...(isDrawn(queue) && { seed }) };
  return [
    { name: "queue", item: { Put: { TableName: table, Item: item, ConditionExpression: itemIsAbsent } } },
    ...(isDrawn(queue) ? [] : [newSeed(concertId, seed)]),
  ];
};

/** The queue as it is at this moment. */
export const readQueue = async (concertId: string): Promise<QueueState | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: queueKey(concertId), ConsistentRead: true }),
  );
  return item && toQueue(item);
};

/** The queue as it was within the last second: one read a second, however many people poll (budget of the poll). */
export const watchQueue: (concertId: string) => Promise<QueueState | undefined> = ttlCache({
  ttlMs: 1000,
  entriesMax: 1000,
  read: async (concertId) => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: queueKey(concertId) }));
    return item && toQueue(item);
  },
});

/**
 * Takes a block of `count` arrivals of a lane for one batch: no other batch gets an arrival of it (Q2).
 * @returns the first of them and the queue as it is then, or undefined if there is no such queue
 */
export const takeArrivals = async (
  concertId: string,
  lane: LaneName,
  count: number,
): Promise<{ readonly first: number; readonly queue: QueueState } | undefined> => {
  try {
    const { Attributes: updated = {} } = await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: queueKey(concertId),
        UpdateExpression: "SET lanes.#lane.issued = lanes.#lane.issued + :count",
        ConditionExpression: itemExists,
        ExpressionAttributeNames: { "#lane": lane },
        ExpressionAttributeValues: { ":count": count },
        ReturnValues: "ALL_NEW",
      }),
    );
    const queue = toQueue(updated);
    return { first: queue.lanes[lane].issued - count + 1, queue };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** GENERAL is a reserved word of DynamoDB's. */
const GENERAL_NAME = { "#GENERAL": "GENERAL" satisfies LaneName };
const LANE_NAMES_IN_EXPRESSIONS = { ...GENERAL_NAME, "#PRESALE": "PRESALE" satisfies LaneName };

const isNotDrawn = "attribute_not_exists(lanes.#GENERAL.drawnTo)";

/** Part of a transaction that requires that the lobby has not been drawn. */
export const notDrawn = (concertId: string): Part => ({
  name: "queue",
  item: {
    ConditionCheck: {
      TableName: table,
      Key: queueKey(concertId),
      ConditionExpression: `${itemExists} AND ${isNotDrawn}`,
      ExpressionAttributeNames: GENERAL_NAME,
    },
  },
});

/**
 * Takes arrivals of a lane's reserve, on condition that the reserve and the numbers served are as the take found them: so
 * no tick has left out a number that is taken now (Q3, Q12).
 * @returns whether they were taken, and the queue as it is now
 */
export const takeReserve = async (
  queue: QueueState,
  lane: LaneName,
  { lateTo }: ReserveTake,
): Promise<{ readonly isTaken: boolean; readonly queue: QueueState }> => {
  const { lateTo: before, served } = queue.lanes[lane];
  try {
    const { Attributes: updated = {} } = await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: queueKey(queue.concertId),
        UpdateExpression: "SET lanes.#lane.lateTo = :lateTo",
        ConditionExpression: "lanes.#lane.lateTo = :before AND lanes.#lane.served = :served",
        ExpressionAttributeNames: { "#lane": lane },
        ExpressionAttributeValues: { ":lateTo": lateTo, ":before": before, ":served": served },
        ReturnValues: "ALL_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { isTaken: true, queue: toQueue(updated) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return { isTaken: false, queue: toQueue(unmarshall(error.Item)) };
  }
};

/**
 * Draws the lobby of each lane, which is everybody with an arrival at this moment, and its reserve, and publishes the seed
 * with the same write. It is one write for any size. A second draw does nothing, nor does one that is based on an opening
 * time that has been changed since, or one by another seed than the published commitment is of.
 * @throws StoredItemError if there is no seed
 */
export const drawLobby = async (queue: QueueState): Promise<void> => {
  const { concertId, revision } = queue;
  const seed = queue.seed ?? (await readSeed(concertId));
  const drawn = (lane: LaneName): string =>
    `lanes.#${lane}.drawnTo = lanes.#${lane}.issued + :reserve${lane}, lanes.#${lane}.lateTo = lanes.#${lane}.issued, ` +
    `lanes.#${lane}.issued = lanes.#${lane}.issued + :reserve${lane}`;
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: queueKey(concertId),
        UpdateExpression: `SET ${LANE_NAMES.map(drawn).join(", ")}, seed = :seed`,
        ConditionExpression: `revision = :revision AND ${isNotDrawn} AND commitment = :commitment`,
        ExpressionAttributeNames: LANE_NAMES_IN_EXPRESSIONS,
        ExpressionAttributeValues: {
          ":revision": revision,
          ":seed": seed,
          ":commitment": commitmentOf(seed),
          ...Object.fromEntries(LANE_NAMES.map((lane) => [`:reserve${lane}`, reserveSize(queue, lane)])),
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/**
 * Writes a decision, on condition that the queue is still as the decision found it: of two ticks at once, one is
 * refused and nobody is admitted twice, nor faster than the pace (Q3, Q11). Nor has anybody got a number of the reserve
 * meanwhile that the decision takes for vacant.
 */
export const writeDecision = (queue: QueueState, decision: Decision): Promise<Outcome> => {
  const update: Part = {
    name: "queue",
    item: {
      Update: {
        TableName: table,
        Key: queueKey(queue.concertId),
        UpdateExpression: `SET ${LANE_NAMES.map(
          (lane) =>
            `lanes.#${lane}.served = :served${lane}, lanes.#${lane}.settledTo = :settled${lane}, ` +
            `lanes.#${lane}.vacant = :vacant${lane}`,
        ).join(", ")}, soldOut = :soldOut, stats = :stats, pace = :pace`,
        ConditionExpression: `revision = :revision AND ${LANE_NAMES.map(
          (lane) => `lanes.#${lane}.served = :before${lane} AND ${lateToIsAsRead(queue, lane)}`,
        ).join(" AND ")} AND (attribute_not_exists(pace) OR pace.admittedAt = :paceBefore)`,
        ExpressionAttributeNames: LANE_NAMES_IN_EXPRESSIONS,
        ExpressionAttributeValues: {
          ":revision": queue.revision,
          ":pace": decision.pace,
          ":paceBefore": queue.pace.admittedAt,
          ":soldOut": decision.soldOut,
          ":stats": decision.stats,
          ...Object.fromEntries(
            LANE_NAMES.flatMap((lane) => [
              [`:served${lane}`, decision.served[lane]],
              [`:settled${lane}`, decision.settledTo[lane]],
              [`:vacant${lane}`, decision.vacant[lane]],
              [`:before${lane}`, queue.lanes[lane].served],
            ]),
          ),
          ...lateToValues(queue),
        },
      },
    },
  };
  const cohorts = decision.admitted.map((cohort) => newCohort(queue.concertId, cohort));
  return transact([update, ...cohorts]);
};

/** A queue that opened at once, or was drawn before there were reserves, has none. */
const lateToIsAsRead = ({ lanes }: QueueState, lane: LaneName): string =>
  lanes[lane].lateTo === undefined
    ? `attribute_not_exists(lanes.#${lane}.lateTo)`
    : `lanes.#${lane}.lateTo = :late${lane}`;

const lateToValues = ({ lanes }: QueueState): Readonly<Record<string, number>> =>
  Object.fromEntries(
    LANE_NAMES.flatMap((lane) => {
      const { lateTo } = lanes[lane];
      return lateTo === undefined ? [] : [[`:late${lane}`, lateTo] as const];
    }),
  );

/**
 * New settings, on condition that none has been changed since `queue` was read.
 * @param options.ifNotDrawn also on condition that the lobby has not been drawn
 */
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

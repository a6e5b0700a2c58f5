/**
 * The only file that writes expressions on places. The item of a user and a concert holds the place in the queue and the
 * number of seats that the user has of each performance, so that one condition of a hold checks both.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { belowHoldLimit, HOLDS_BEGUN } from "#functions/queue/begun-holds-store.ts";
import { countClaim, countLeaving } from "#functions/queue/cohort-store.ts";
import { notCoolingDown, noteExpiry } from "#functions/queue/expired-holds-store.ts";
import type { Turn } from "#functions/queue/rules/admission.ts";
import type { Join } from "#functions/queue/rules/join.ts";
import type { EndReason, Place } from "#functions/queue/rules/queue-state.ts";
import { tooRecent } from "#functions/queue/rules/rejoin-pause.ts";
import { notedSeatChanges, noteSeatChange } from "#functions/queue/seat-changes-store.ts";
import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import type { SectionChange } from "#functions/reservations/rules/doubtful-sections.ts";
import { readItems } from "#functions/shared/batch-read.ts";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { intactItems, objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

export const placeKey = (concertId: string, userId: string) => ({ pk: `TOKEN#${concertId}#${userId}`, sk: "TOKEN" });

/** The attribute that counts the seats of a performance that the user holds or has bought. */
export const seatsAttribute = (performanceId: string) => `seats:${performanceId}`;

/** The item also has the seat counts, so it is kept for as long as seats can be held or cancelled. */
export const PLACE_KEPT_SECONDS = 400 * 24 * 3600;

const placeLives = "generation = :generation AND attribute_not_exists(endedAt)";

const placeItem = stored(
  "place",
  objectOf<Place>({
    concertId: z.string(),
    userId: z.string(),
    generation: z.int(),
    arrival: z.int(),
    joinedAt: z.int(),
    claimedAt: z.optional(z.int()),
    expiresAt: z.optional(z.int()),
    countedIn: z.optional(z.int()),
    endedAt: z.optional(z.int()),
  }),
);

/**
 * The place that an item holds; undefined if it has nothing but seat counts. What has not happened yet is undefined
 * rather than missing, so that two places can be compared field by field.
 */
export const toPlace = (item: Item): Place | undefined => {
  if (item["generation"] === undefined) return undefined;
  const { claimedAt, expiresAt, countedIn, endedAt, ...place } = placeItem(item);
  return { ...place, claimedAt, expiresAt, countedIn, endedAt };
};

/** Costs half a read unit, since the place may be a moment old: every write on a place has its own condition. */
export const readPlace = async (
  concertId: string,
  userId: string,
  { consistent }: { readonly consistent: boolean } = { consistent: false },
): Promise<Place | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: placeKey(concertId, userId), ConsistentRead: consistent }),
  );
  return item && toPlace(item);
};

/**
 * The places of users, by user, as they were a moment ago, without damaged ones. Half a read unit each.
 * @throws UnprocessedKeysError if DynamoDB does not read them all: who has a place must not get another one
 */
export const readPlaces = async (
  concertId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> => {
  const keys = Array.from(new Set(userIds), (userId) => placeKey(concertId, userId));
  const items = await readItems("queue", keys, { isConsistent: false });
  const places = intactItems(items, toPlace).filter((place) => place !== undefined);
  return new Map(places.map((place) => [place.userId, place]));
};

/** What a place needs to know of its join. */
type PlaceJoin = Omit<Join, "lane">;

interface PlaceStart {
  readonly arrival: number;
  readonly endedAt?: Seconds;
}

/**
 * The update that starts the user's next place, on condition that the one before has ended: a join that is delivered
 * again, or after a later one, changes nothing (Q1, Q2). Nor does one that comes too soon after too many others (Q10).
 */
const startUpdate = (join: PlaceJoin, { arrival, endedAt }: PlaceStart) => {
  const isFirst = join.generation === 1;
  const isEnded = endedAt !== undefined;
  const pause = tooRecent(join);
  const isNext = `generation = :before AND attribute_exists(endedAt)${
    pause === undefined ? "" : " AND NOT (joinedAt BETWEEN :recentFrom AND :recentTo)"
  }`;
  return {
    TableName: table,
    Key: placeKey(join.concertId, join.userId),
    UpdateExpression:
      "SET concertId = :concertId, userId = :userId, generation = :generation, arrival = :arrival, " +
      `joinedAt = :joinedAt, #ttl = :ttl${isEnded ? ", endedAt = :endedAt, endReason = :left" : ""} ` +
      `REMOVE claimedAt, expiresAt, countedIn, ${HOLDS_BEGUN}${isEnded ? "" : ", endedAt, endReason"}`,
    ConditionExpression: isFirst ? "attribute_not_exists(generation)" : isNext,
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: {
      ":concertId": join.concertId,
      ":userId": join.userId,
      ":generation": join.generation,
      ":arrival": arrival,
      ":joinedAt": join.joinedAt,
      ":ttl": join.joinedAt + PLACE_KEPT_SECONDS,
      ...(isFirst ? {} : { ":before": join.generation - 1 }),
      ...(pause && !isFirst ? { ":recentFrom": pause.from, ":recentTo": pause.to } : {}),
      ...(isEnded ? { ":endedAt": endedAt, ":left": "LEFT" satisfies EndReason } : {}),
    },
  } satisfies UpdateCommandInput;
};

/** What became of an arrival that a join was to get. */
export type Numbering =
  /** The place of the join has it. */
  | "numbered"
  /** That place has another one, so nobody will ever have this one. */
  | "unused"
  /** The join starts no place now. A try whose response was lost may still be on its way. */
  | "refused";

/** What a refused start means, from the item that refused it. */
const refusedStart = (found: Item | undefined, { generation }: PlaceJoin, arrival: number): Numbering => {
  const place = found && toPlace(found);
  if (place?.generation !== generation) return "refused";
  return place.arrival === arrival ? "numbered" : "unused";
};

const startPlace = async (join: PlaceJoin, start: PlaceStart): Promise<Numbering> => {
  try {
    const update = { ...startUpdate(join, start), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
    await dynamo.send(new UpdateCommand(update));
    return "numbered";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return refusedStart(error.Item && unmarshall(error.Item), join, start.arrival);
  }
};

/** Gives an arrival to the user's next place, once, however often the join is delivered. */
export const numberArrival = (join: PlaceJoin, arrival: number): Promise<Numbering> => startPlace(join, { arrival });

const NO_ARRIVAL = 0;

/**
 * Ends a place whose join has not been numbered yet, so that it never will be.
 * @returns whether it has ended like that
 */
export const leaveBeforeArrival = async (join: PlaceJoin, now: Seconds): Promise<boolean> =>
  (await startPlace(join, { arrival: NO_ARRIVAL, endedAt: now })) === "numbered";

/**
 * Starts the user's next place with the arrival of the one before, which must have ended unclaimed. Only the caller's
 * other parts make that safe.
 */
export const restartPlace = (join: PlaceJoin, arrival: number): Part => {
  const update = startUpdate(join, { arrival });
  return {
    name: "place",
    item: {
      Update: {
        ...update,
        ConditionExpression: `${update.ConditionExpression} AND arrival = :arrival AND attribute_not_exists(countedIn)`,
      },
    },
  };
};

/** What the refusal of `restartPlace` means. */
export const refusedRestart = refusedStart;

export type Claim =
  | { readonly kind: "claimed"; readonly place: Place }
  /** The place changed meanwhile: another device claimed it, or it ended. */
  | { readonly kind: "changed"; readonly place: Place | undefined }
  | { readonly kind: "too late" }
  | { readonly kind: "contended" };

/** Claims a turn: once, and only while its shard is open (Q3). */
export const claimPlace = async (place: Place, turn: Turn, countTtl: Seconds): Promise<Claim> => {
  const outcome = await transact([
    {
      name: "place",
      item: {
        Update: {
          TableName: table,
          Key: placeKey(place.concertId, place.userId),
          UpdateExpression: "SET claimedAt = :claimedAt, expiresAt = :expiresAt, countedIn = :shard",
          ConditionExpression: `${placeLives} AND attribute_not_exists(claimedAt)`,
          ExpressionAttributeValues: {
            ":generation": place.generation,
            ":claimedAt": turn.claimedAt,
            ":expiresAt": turn.expiresAt,
            ":shard": turn.shard,
          },
        },
      },
    },
    countClaim(place.concertId, turn.shard, countTtl),
  ]);
  if (outcome.kind === "contended") return { kind: "contended" };
  if (outcome.kind === "committed") {
    const { shard, claimedAt, expiresAt } = turn;
    return { kind: "claimed", place: { ...place, countedIn: shard, claimedAt, expiresAt } };
  }
  if (!outcome.found.has("place")) return { kind: "too late" };
  const found = outcome.found.get("place");
  return { kind: "changed", place: found && toPlace(found) };
};

/** Ends a place. If it was claimed, its shard counts the departure, so that its room is given back exactly once. */
export const endPlace = (place: Place, reason: EndReason, now: Seconds): readonly Part[] => [
  {
    name: "place",
    item: {
      Update: {
        TableName: table,
        Key: placeKey(place.concertId, place.userId),
        UpdateExpression: "SET endedAt = :now, endReason = :reason",
        ConditionExpression:
          place.countedIn === undefined ? `${placeLives} AND attribute_not_exists(countedIn)` : placeLives,
        ExpressionAttributeValues: { ":generation": place.generation, ":now": now, ":reason": reason },
      },
    },
  },
  ...(place.countedIn === undefined ? [] : [countLeaving(place.concertId, place.countedIn)]),
];

/** A user without seats has no count to compare, but may still ask for more seats at once than the limit. */
const limitAllows = (seats: number, seatLimit: number): string =>
  seats > seatLimit ? "#seats <= :room" : "(attribute_not_exists(#seats) OR #seats <= :room)";

/**
 * Counts one more hold and its seats, on condition that the pass is live and allows another hold, the seat limit allows
 * the seats, and there is no cool-down (Q8, S5).
 */
export const countHeldSeats = (hold: {
  readonly concertId: string;
  readonly userId: string;
  readonly generation: number;
  readonly performanceId: string;
  readonly seatIds: readonly string[];
  readonly expiresAt: Seconds;
  readonly seatLimit: number;
  readonly holdsPerPassMax: number;
  readonly coolDown: CoolDown;
  readonly now: Seconds;
}): Part => {
  const seats = hold.seatIds.length;
  const noCoolDown = notCoolingDown(hold.now, hold.coolDown);
  const belowLimit = belowHoldLimit(hold.holdsPerPassMax);
  const noted = noteSeatChange({ ...hold, at: hold.expiresAt });
  const conditions = [placeLives, limitAllows(seats, hold.seatLimit), belowLimit?.expression, noCoolDown?.expression];
  return {
    name: "place",
    item: {
      Update: {
        TableName: table,
        Key: placeKey(hold.concertId, hold.userId),
        UpdateExpression: `ADD #seats :seats, ${HOLDS_BEGUN} :one SET ${noted.expression}`,
        ConditionExpression: conditions.filter(Boolean).join(" AND "),
        ExpressionAttributeNames: { "#seats": seatsAttribute(hold.performanceId) },
        ExpressionAttributeValues: {
          ":generation": hold.generation,
          ":seats": seats,
          ":room": hold.seatLimit - seats,
          ":one": 1,
          ...noted.values,
          ...belowLimit?.values,
          ...noCoolDown?.values,
        },
      },
    },
  };
};

/**
 * Counts fewer seats: a hold has ended, or bought seats were cancelled.
 * @param hold.expiry for a hold that expired, or was released so late that it counts like that: when it ended
 */
export const countEndedSeats = (hold: {
  readonly concertId: string;
  readonly userId: string;
  readonly performanceId: string;
  readonly seatIds: readonly string[];
  readonly endedAt: Seconds;
  readonly expiry?: { readonly at: Seconds; readonly coolDown: CoolDown };
}): Part => {
  const expiry = hold.expiry && noteExpiry(hold.expiry.at, hold.expiry.coolDown);
  const change = noteSeatChange({ ...hold, at: hold.endedAt });
  return {
    name: "place",
    item: {
      Update: {
        TableName: table,
        Key: placeKey(hold.concertId, hold.userId),
        UpdateExpression: `ADD #seats :fewer SET ${[change.expression, expiry?.expression].filter(Boolean).join(", ")}`,
        ExpressionAttributeNames: { "#seats": seatsAttribute(hold.performanceId) },
        ExpressionAttributeValues: { ":fewer": -hold.seatIds.length, ...change.values, ...expiry?.values },
      },
    },
  };
};

/** The last few changes that freed seats of the user. Costs one read unit, as they are at this moment. */
export const readSeatChanges = async (
  concertId: string,
  userId: string,
  performanceId: string,
): Promise<readonly SectionChange[]> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: placeKey(concertId, userId), ConsistentRead: true }),
  );
  return notedSeatChanges(item, performanceId);
};

/** Whether the item that refused a hold did so because the pass is over, and not because of the limit or a cool-down. */
export const passIsOver = (found: Item | undefined, generation: number): boolean => {
  const place = found && toPlace(found);
  return place === undefined || place.generation !== generation || place.endedAt !== undefined;
};

/** The number of seats of a performance that the item of a place counts. */
export const seatsTaken = (item: Item | undefined, performanceId: string): number => {
  if (item === undefined) return 0;
  const attribute = seatsAttribute(performanceId);
  return stored("place", z.object({ [attribute]: z.optional(z.int()) }))(item)[attribute] ?? 0;
};

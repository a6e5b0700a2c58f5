/** The only file that writes expressions on seats. A seat without an item is free. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import {
  type Availability,
  type BlockedSeat,
  countOf,
  isOccupied,
  type Occupancy,
  type TakenSeat,
} from "#functions/seats/rules/seat-occupancy.ts";
import { readItems } from "#functions/shared/batch-read.ts";
import { dynamo, type Item, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { intactItems, objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";
import { ttlCache } from "#functions/shared/ttl-cache.ts";

const table = tableNamed("seats");

export const seatKey = (performanceId: string, seatId: string) => ({
  pk: `PERF#${performanceId}#${sectionOf(seatId)}`,
  sk: `SEAT#${seatId}`,
});
export const availabilityKey = (performanceId: string, sectionId: string) => ({
  pk: `PERF#${performanceId}`,
  sk: `AVAILABILITY#${sectionId}`,
});

/**
 * How long DynamoDB keeps the seat of an expired hold that nobody has ended. Until then it names the reservation that a
 * sweep has to follow up; a day spans an outage.
 */
const EXPIRED_KEPT_SECONDS = 24 * 3600;

const seatIsFree = itemIsAbsent;
const holdHasExpired = "(#state = :held AND expiresAt <= :now)";
const isThisReservations = "reservationId = :reservationId";

/** Holds a free seat for this reservation (S1, S3). */
export const holdSeat = (hold: {
  readonly performanceId: string;
  readonly seatId: string;
  /** Of the seat in its section. */
  readonly index: number;
  readonly reservationId: string;
  readonly userId: string;
  readonly expiresAt: Seconds;
  readonly now: Seconds;
}): Part => ({
  name: hold.seatId,
  item: {
    Put: {
      TableName: table,
      Item: {
        ...seatKey(hold.performanceId, hold.seatId),
        reservationId: hold.reservationId,
        userId: hold.userId,
        index: hold.index,
        state: "HELD",
        expiresAt: hold.expiresAt,
        ttl: hold.expiresAt + EXPIRED_KEPT_SECONDS,
      },
      ConditionExpression: `${seatIsFree} OR ${holdHasExpired}`,
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":held": "HELD", ":now": hold.now },
    },
  },
});

/** Extends the hold of a seat that this reservation holds. */
export const extendSeat = (hold: {
  readonly performanceId: string;
  readonly seatId: string;
  readonly reservationId: string;
  readonly expiresAt: Seconds;
}): Part => ({
  name: hold.seatId,
  item: {
    Update: {
      TableName: table,
      Key: seatKey(hold.performanceId, hold.seatId),
      UpdateExpression: "SET expiresAt = :expiresAt, #ttl = :ttl",
      ConditionExpression: `${isThisReservations} AND #state = :held`,
      ExpressionAttributeNames: { "#state": "state", "#ttl": "ttl" },
      ExpressionAttributeValues: {
        ":held": "HELD",
        ":reservationId": hold.reservationId,
        ":expiresAt": hold.expiresAt,
        ":ttl": hold.expiresAt + EXPIRED_KEPT_SECONDS,
      },
    },
  },
});

/** Sells a seat to the reservation that holds it (S4). */
export const sellSeat = (performanceId: string, seatId: string, reservationId: string): Part => ({
  name: seatId,
  item: {
    Update: {
      TableName: table,
      Key: seatKey(performanceId, seatId),
      UpdateExpression: "SET #state = :sold REMOVE expiresAt, #ttl",
      ConditionExpression: `${isThisReservations} AND #state = :held`,
      ExpressionAttributeNames: { "#state": "state", "#ttl": "ttl" },
      ExpressionAttributeValues: { ":sold": "SOLD", ":held": "HELD", ":reservationId": reservationId },
    },
  },
});

/** Frees a seat that this reservation holds. */
export const releaseSeat = (performanceId: string, seatId: string, reservationId: string): Part => ({
  name: seatId,
  item: { Delete: heldSeat(performanceId, seatId, reservationId) },
});

/** Frees a seat that this reservation has bought. */
export const returnSeat = (performanceId: string, seatId: string, reservationId: string): Part => ({
  name: seatId,
  item: { Delete: ownSeat(performanceId, seatId, reservationId, "SOLD") },
});

/** Blocks a free seat, so that nobody can hold it (S1). */
export const blockSeat = (
  performanceId: string,
  { seatId, index }: Pick<BlockedSeat, "seatId" | "index">,
  now: Seconds,
): Part => ({
  name: seatId,
  item: {
    Put: {
      TableName: table,
      Item: { ...seatKey(performanceId, seatId), index, state: "BLOCKED" },
      ConditionExpression: `${seatIsFree} OR ${holdHasExpired}`,
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":held": "HELD", ":now": now },
    },
  },
});

/** Frees a blocked seat. Any other seat refuses it. */
export const unblockSeat = (performanceId: string, seatId: string): Part => ({
  name: seatId,
  item: {
    Delete: {
      TableName: table,
      Key: seatKey(performanceId, seatId),
      ConditionExpression: "#state = :blocked",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":blocked": "BLOCKED" },
    },
  },
});

const heldSeat = (performanceId: string, seatId: string, reservationId: string) =>
  ownSeat(performanceId, seatId, reservationId, "HELD");

const ownSeat = (performanceId: string, seatId: string, reservationId: string, state: TakenSeat["state"]) => ({
  TableName: table,
  Key: seatKey(performanceId, seatId),
  ConditionExpression: `${isThisReservations} AND #state = :state`,
  ExpressionAttributeNames: { "#state": "state" },
  ExpressionAttributeValues: { ":reservationId": reservationId, ":state": state },
});

/** Frees a seat that this reservation holds. Any other seat stays as it is. */
export const freeSeat = async (performanceId: string, seatId: string, reservationId: string): Promise<void> => {
  try {
    await dynamo.send(new DeleteCommand(heldSeat(performanceId, seatId, reservationId)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** An item names its seat in its key alone. */
type Stored<T> = Omit<T, "seatId"> & { readonly sk: string };

const seatItem = stored(
  "seat",
  z.discriminatedUnion("state", [
    z.object({ sk: z.string(), index: z.int(), state: z.literal("BLOCKED" satisfies BlockedSeat["state"]) }),
    z.object({
      sk: z.string(),
      index: z.int(),
      reservationId: z.string(),
      userId: z.string(),
      state: z.enum(["HELD", "SOLD"] satisfies readonly TakenSeat["state"][]),
      expiresAt: z.optional(z.int()),
    }),
  ]) satisfies z.ZodMiniType<Stored<BlockedSeat> | Stored<TakenSeat>>,
);

export const toOccupancy = (item: Item): Occupancy => {
  const { sk, ...seat } = seatItem(item);
  return { seatId: sk.slice("SEAT#".length), ...seat };
};

/** A section has at most 1,000 seats, and so at most 1,000 items. */
const SECTION_ITEMS_MAX = 1000;

const querySection = async (key: string, consistent: boolean): Promise<readonly Occupancy[]> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `PERF#${key}` },
      ConsistentRead: consistent,
    },
    SECTION_ITEMS_MAX,
  );
  return items.map(toOccupancy);
};

/** The seats of a section that are or were occupied, as they are at this moment. */
export const readOccupancy = (performanceId: string, sectionId: string): Promise<readonly Occupancy[]> =>
  querySection(`${performanceId}#${sectionId}`, true);

/** The seats of a section that are or were occupied, as they were a moment ago: half the price of this moment. */
export const readRecentOccupancy = (performanceId: string, sectionId: string): Promise<readonly Occupancy[]> =>
  querySection(`${performanceId}#${sectionId}`, false);

/**
 * Those of some seats that are held, sold or blocked at this moment.
 * @throws UnprocessedKeysError if DynamoDB does not read them all: what is not known to be free must not seem so
 */
export const readOccupied = async (
  performanceId: string,
  seatIds: readonly string[],
  now: Seconds,
): Promise<readonly Occupancy[]> => {
  const keys = seatIds.map((seatId) => seatKey(performanceId, seatId));
  const items = await readItems("seats", keys, { isConsistent: true });
  return items.map(toOccupancy).filter((seat) => isOccupied(seat, now));
};

/** The ids of those seats that are taken at this moment. @throws UnprocessedKeysError as readOccupied does */
export const readTaken = async (
  performanceId: string,
  seatIds: readonly string[],
  now: Seconds,
): Promise<readonly string[]> => (await readOccupied(performanceId, seatIds, now)).map(({ seatId }) => seatId);

export const toAvailability = stored(
  "availability",
  objectOf<Availability>({
    sectionId: z.string(),
    states: z.instanceof(Uint8Array),
    occupied: z.int(),
    held: z.int(),
    buyers: z.int(),
    holders: z.int(),
    nextExpiryAt: z.optional(z.int()),
    version: z.int(),
    countedAt: z.int(),
  }),
);

/** A recount looks at nothing but the version, so that it mends counts that are damaged. */
const toVersion = stored("availability", z.object({ version: z.int() }));

/**
 * Counts the occupied seats of a section and stores the counts with a version. A recount begins after it has read the
 * version that it replaces, so of several recounts at once the one that saw more stays, whatever their clocks say (S6).
 *
 * Two versions after the one this recount began with, another recount has seen all that this one could: the second of
 * them began after the first was written, and so after this one. So this one ends after three tries at most.
 */
export const recountSection = async (performanceId: string, sectionId: string, now: Seconds): Promise<void> => {
  const began = await readVersion(performanceId, sectionId);
  for (let version = began; version < began + 2; version = await readVersion(performanceId, sectionId)) {
    const seats = await querySection(`${performanceId}#${sectionId}`, true);
    const recount = { sectionId, ...countOf(seats, now), version: version + 1, countedAt: now };
    if (await replaceAvailability(performanceId, recount)) return;
  }
};

const readVersion = async (performanceId: string, sectionId: string): Promise<number> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: availabilityKey(performanceId, sectionId), ConsistentRead: true }),
  );
  return item === undefined ? 0 : toVersion(item).version;
};

/** @returns whether the version before was still the stored one */
const replaceAvailability = async (performanceId: string, availability: Availability): Promise<boolean> => {
  const before = availability.version - 1;
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...availabilityKey(performanceId, availability.sectionId), ...availability },
        ConditionExpression: before === 0 ? itemIsAbsent : "version = :before",
        ...(before > 0 && { ExpressionAttributeValues: { ":before": before } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const AVAILABILITY_PREFIX = availabilityKey("", "").sk;

const queryAvailability = async (performanceId: string): Promise<readonly Item[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": `PERF#${performanceId}`, ":prefix": AVAILABILITY_PREFIX },
    }),
  );
  return items;
};

/** The last recount of each section, as it was within the last second. A section that was never counted is missing. */
export const watchAvailability: (performanceId: string) => Promise<ReadonlyMap<string, Availability>> = ttlCache({
  ttlMs: 1000,
  entriesMax: 500,
  read: async (performanceId: string) => {
    const availability = (await queryAvailability(performanceId)).map(toAvailability);
    return new Map(availability.map((each) => [each.sectionId, each]));
  },
});

const keptSection = ttlCache({
  ttlMs: 1000,
  entriesMax: 500,
  read: async (key: string) => {
    const [performanceId = "", sectionId = ""] = key.split(" ");
    const { Item: item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: availabilityKey(performanceId, sectionId) }),
    );
    return item && toAvailability(item);
  },
});

/** More single sections than this cost more than a query for all. */
const SINGLE_SECTIONS_MAX = 6;

/**
 * The last recounts of some sections, as they were within the last second: half a read unit a section, or one query for
 * many. A section that was never counted is missing, and others than the ones asked for may be there.
 */
export const watchSections = async (
  performanceId: string,
  sectionIds: readonly string[],
): Promise<ReadonlyMap<string, Availability>> => {
  if (sectionIds.length > SINGLE_SECTIONS_MAX) return watchAvailability(performanceId);
  const counts = await Promise.all(sectionIds.map((sectionId) => keptSection(`${performanceId} ${sectionId}`)));
  return new Map(counts.flatMap((count) => (count === undefined ? [] : [[count.sectionId, count] as const])));
};

/** The last recount of each section, as it was a moment ago. In the place of a damaged one is "damaged". */
export const readAvailability = async (performanceId: string): Promise<ReadonlyMap<string, Availability | "damaged">> =>
  new Map(
    (await queryAvailability(performanceId)).map((item) => {
      const [availability = "damaged" as const] = intactItems([item], toAvailability);
      return [String(item["sk"]).slice(AVAILABILITY_PREFIX.length), availability];
    }),
  );

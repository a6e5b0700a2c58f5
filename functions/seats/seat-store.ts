/** The only place where the expressions on seats are written. No item means that the seat is free. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { sectionOf } from "#functions/seats/rules/seat-layout.ts";
import { countOf, isOccupied, type Occupancy, type SectionCount } from "#functions/seats/rules/seat-occupancy.ts";
import { dynamo, type Item, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
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

/** How long a expired hold's item may stay before DynamoDB deletes it. Nothing depends on that. */
const EXPIRED_KEPT_SECONDS = 3600;

const seatIsFree = itemIsAbsent;
const holdHasExpired = "(#state = :held AND expiresAt <= :now)";
const isThisReservations = "reservationId = :reservationId";

/** A free seat becomes this reservation's (S1, S3). */
export const holdSeat = (hold: {
  readonly performanceId: string;
  readonly seatId: string;
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

/** A seat that this reservation holds stays its own for longer. */
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

/** A seat that this reservation holds becomes its own for good (S4). */
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

/** A seat that this reservation holds becomes free. */
export const releaseSeat = (performanceId: string, seatId: string, reservationId: string): Part => ({
  name: seatId,
  item: { Delete: heldSeat(performanceId, seatId, reservationId) },
});

/** A seat that this reservation has bought becomes free. */
export const returnSeat = (performanceId: string, seatId: string, reservationId: string): Part => ({
  name: seatId,
  item: { Delete: ownSeat(performanceId, seatId, reservationId, "SOLD") },
});

const heldSeat = (performanceId: string, seatId: string, reservationId: string) =>
  ownSeat(performanceId, seatId, reservationId, "HELD");

const ownSeat = (performanceId: string, seatId: string, reservationId: string, state: Occupancy["state"]) => ({
  TableName: table,
  Key: seatKey(performanceId, seatId),
  ConditionExpression: `${isThisReservations} AND #state = :state`,
  ExpressionAttributeNames: { "#state": "state" },
  ExpressionAttributeValues: { ":reservationId": reservationId, ":state": state },
});

/** Takes a seat from this reservation. Somebody else's, or one that is free already, stays as it is. */
export const freeSeat = async (performanceId: string, seatId: string, reservationId: string): Promise<void> => {
  try {
    await dynamo.send(new DeleteCommand(heldSeat(performanceId, seatId, reservationId)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

export const toOccupancy = (item: Item): Occupancy => ({
  seatId: String(item["sk"]).slice("SEAT#".length),
  reservationId: item["reservationId"] as string,
  userId: item["userId"] as string,
  state: item["state"] as Occupancy["state"],
  expiresAt: item["expiresAt"] as Seconds | undefined,
});

/** A section has at most 1,000 seats, and so at most as many items. */
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

const watchSection = ttlCache({
  ttlMs: 1000,
  entriesMax: 500,
  read: (key: string) => querySection(key, false),
});

/** The seats of a section that are or were occupied, as they were within the last second. */
export const watchOccupancy = (performanceId: string, sectionId: string): Promise<readonly Occupancy[]> =>
  watchSection(`${performanceId}#${sectionId}`);

/** The same, as they are at this moment. */
export const readOccupancy = (performanceId: string, sectionId: string): Promise<readonly Occupancy[]> =>
  querySection(`${performanceId}#${sectionId}`, true);

/** Which of some seats are taken at this moment. */
export const readTaken = async (
  performanceId: string,
  seatIds: readonly string[],
  now: Seconds,
): Promise<readonly string[]> => {
  const { Responses: responses } = await dynamo.send(
    new BatchGetCommand({
      RequestItems: {
        [table]: { Keys: seatIds.map((seatId) => seatKey(performanceId, seatId)), ConsistentRead: true },
      },
    }),
  );
  return (responses?.[table] ?? [])
    .map(toOccupancy)
    .filter((seat) => isOccupied(seat, now))
    .map((seat) => seat.seatId);
};

/**
 * Counts the occupied seats of a section anew and writes the figure down. Each figure has a version, and a count
 * begins after the version it replaces was read, so of recounts at once the one that saw more is the one that stays,
 * whatever their clocks say (S6).
 *
 * Two versions on from where this recount began, somebody else has counted all that it could see: the second of them
 * began after the first was written, and so after this one. So it ends after three tries at most.
 */
export const recountSection = async (performanceId: string, sectionId: string, now: Seconds): Promise<void> => {
  const key = availabilityKey(performanceId, sectionId);
  const began = await readVersion(key);
  for (let version = began; version < began + 2; version = await readVersion(key)) {
    const seats = await querySection(`${performanceId}#${sectionId}`, true);
    const figure = { ...key, sectionId, ...countOf(seats, now), version: version + 1, countedAt: now };
    if (await replaceFigure(figure, version)) return;
  }
};

const readVersion = async (key: Item): Promise<number> => {
  const { Item: figure } = await dynamo.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return (figure?.["version"] as number | undefined) ?? 0;
};

const replaceFigure = async (figure: Item, version: number): Promise<boolean> => {
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: figure,
        ConditionExpression: version === 0 ? itemIsAbsent : "version = :version",
        ...(version === 0 ? {} : { ExpressionAttributeValues: { ":version": version } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

export const toSectionCount = (item: Item): SectionCount => ({
  occupied: item["occupied"] as number,
  held: item["held"] as number,
  buyers: item["buyers"] as number,
  holders: item["holders"] as number,
  nextExpiryAt: item["nextExpiryAt"] as Seconds | undefined,
});

/** The last recount of each section, as it was within the last second; a section that was never touched is missing. */
export const watchAvailability: (performanceId: string) => Promise<ReadonlyMap<string, SectionCount>> = ttlCache({
  ttlMs: 1000,
  entriesMax: 500,
  read: async (performanceId: string) => {
    const { Items: items } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": `PERF#${performanceId}`, ":prefix": "AVAILABILITY#" },
      }),
    );
    return new Map((items ?? []).map((item) => [item["sectionId"] as string, toSectionCount(item)]));
  },
});

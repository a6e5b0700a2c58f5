/**
 * The only file that writes expressions on arrivals that are written off: nobody can claim a turn with them any more. An
 * arrival is written off in the transaction that ends its place, by its number if that is known. Before the draw it is
 * written off by itself, and taken back if its owner joins again before the draw. A number never comes back.
 */
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { PLACE_KEPT_SECONDS } from "#functions/queue/place-store.ts";
import { LANE_START, type LaneName, laneOf, numberOf, type QueueState } from "#functions/queue/rules/queue-state.ts";
import type { NumberRange } from "#functions/queue/rules/vacant-numbers.ts";
import { dynamo, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

const DIGITS = 12;
type Kind = "NUMBER" | "ARRIVAL";

const gonePartition = (concertId: string, lane: LaneName): string => `GONE#${concertId}#${lane}`;
const goneSortKey = (kind: Kind, ordinal: number): string => `${kind}#${String(ordinal).padStart(DIGITS, "0")}`;
const goneKey = (concertId: string, kind: Kind, ordinal: number) => ({
  pk: gonePartition(concertId, laneOf(ordinal)),
  sk: goneSortKey(kind, ordinal),
});

/** More of them than this in one read would be more than one tick goes through. */
const GONE_READ_MAX = 1_000_000;

const goneItem = stored("gone arrival", z.object({ sk: z.string() }));
export const toOrdinal = (item: Readonly<Record<string, unknown>>): number => Number(goneItem(item).sk.split("#")[1]);

const goneUpdate = (queue: QueueState, arrival: number, now: Seconds) => {
  const number = numberOf(queue, arrival);
  const [kind, ordinal] = number === null ? (["ARRIVAL", arrival] as const) : (["NUMBER", number] as const);
  return {
    TableName: table,
    Key: goneKey(queue.concertId, kind, ordinal),
    UpdateExpression: "SET #ttl = :ttl",
    ExpressionAttributeNames: { "#ttl": "ttl" },
    ExpressionAttributeValues: { ":ttl": now + PLACE_KEPT_SECONDS },
  } satisfies UpdateCommandInput;
};

/**
 * Writes an arrival off. It belongs into the transaction that ends its place unclaimed.
 * @param queue may be some seconds old: a draw that it does not show yet makes the tick see it later, and no more
 */
export const writeOff = (queue: QueueState, arrival: number, now: Seconds): Part => ({
  name: "gone",
  item: { Update: goneUpdate(queue, arrival, now) },
});

/** Writes off an arrival that no place has, nor ever will. */
export const writeOffUnused = async (queue: QueueState, arrival: number, now: Seconds): Promise<void> => {
  await dynamo.send(new UpdateCommand(goneUpdate(queue, arrival, now)));
};

/** Gives an arrival back to its owner. It belongs into a transaction that requires that the lobby is not drawn. */
export const takeBack = (concertId: string, arrival: number): Part => ({
  name: "gone",
  item: { Delete: { TableName: table, Key: goneKey(concertId, "ARRIVAL", arrival) } },
});

const query = async (
  concertId: string,
  kind: Kind,
  range: NumberRange,
  consistent: boolean,
): Promise<readonly number[]> => {
  const items = await queryAll(
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ProjectionExpression: "sk",
      ExpressionAttributeValues: {
        ":pk": gonePartition(concertId, laneOf(range.to)),
        ":from": goneSortKey(kind, range.from),
        ":to": goneSortKey(kind, range.to),
      },
      ConsistentRead: consistent,
    },
    GONE_READ_MAX,
  );
  return items.map(toOrdinal);
};

/** The numbers of one lane in a range that are written off, in order. One that is a moment old costs no more than a place. */
export const readGoneNumbers = (concertId: string, range: NumberRange): Promise<readonly number[]> =>
  query(concertId, "NUMBER", range, false);

/**
 * The arrivals of a lane's lobby that were written off before the draw, in order. Read it after the draw, when none can be
 * taken back; consistently, so that none is found that was taken back before.
 */
export const readGoneArrivals = ({ concertId, lanes }: QueueState, lane: LaneName): Promise<readonly number[]> => {
  const { drawnTo = LANE_START[lane] } = lanes[lane];
  return query(concertId, "ARRIVAL", { from: LANE_START[lane] + 1, to: drawnTo }, true);
};

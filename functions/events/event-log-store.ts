/** The only place where the expressions on the log of events are written. It is what a replay reads. */
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { dynamo, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { fromIsoTime, type Seconds } from "#functions/shared/time.ts";

const table = tableNamed("events");

const PARALLEL = 10;
const SLICE_SECONDS = 3600;
/** A partition takes 1,000 writes a second, so this many take more events than the gateway lets requests through. */
const SHARDS = 8;
/** Items are deleted some time after the last moment at which a replay may ask for them. */
const DELETED_AFTER_SECONDS = 24 * 3600;

/** A part of the log: an hour of one shard. */
export interface LogSlice {
  readonly hour: number;
  readonly shard: number;
}

const partition = ({ hour, shard }: LogSlice): string => `EVENTS#${hour}#${shard}`;

const hourOf = (time: Seconds): number => Math.floor(time / SLICE_SECONDS);

/** Ids are digests, so any letter of them spreads the events evenly. */
const shardOf = (eventId: string): number => eventId.charCodeAt(eventId.length - 1) % SHARDS;

/** Epoch seconds have ten digits until 2286, so keys sort by time. */
const keyOf = (event: EncoreEvent) => {
  const time = fromIsoTime(event.time);
  return { pk: partition({ hour: hourOf(time), shard: shardOf(event.id) }), sk: `${time}#${event.id}` };
};

/**
 * Writes events down, letter by letter as they are told, for as long as they are kept, and returns those that could not be. A
 * repeat changes nothing.
 */
export const logEvents = (events: readonly EncoreEvent[], keptSeconds: number): Promise<readonly EncoreEvent[]> =>
  forEachLimit(events, PARALLEL, async (event) => {
    const ttl = fromIsoTime(event.time) + keptSeconds + DELETED_AFTER_SECONDS;
    await dynamo.send(
      new PutCommand({ TableName: table, Item: { ...keyOf(event), event: JSON.stringify(event), ttl } }),
    );
  });

/** The slice in which a period begins. */
export const firstSlice = (from: Seconds): LogSlice => ({ hour: hourOf(from), shard: 0 });

/** The slice after, or undefined if it is after the period. */
export const nextSlice = ({ hour, shard }: LogSlice, to: Seconds): LogSlice | undefined => {
  const next = shard + 1 < SHARDS ? { hour, shard: shard + 1 } : { hour: hour + 1, shard: 0 };
  return next.hour * SLICE_SECONDS < to ? next : undefined;
};

/** Events of a slice that happened in [from, to), by time. `next` is where to go on in the slice, if there are more. */
export const readSlice = async (
  slice: LogSlice,
  period: { readonly from: Seconds; readonly to: Seconds },
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<{ readonly events: readonly EncoreEvent[]; readonly next: string | undefined }> => {
  const found = await dynamo.send(
    new QueryCommand({
      TableName: table,
      // No key is a bare time, so BETWEEN leaves out the end of the period.
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": partition(slice), ":from": String(period.from), ":to": String(period.to) },
      Limit: page.limit,
      ExclusiveStartKey: page.after === undefined ? undefined : { pk: partition(slice), sk: page.after },
      ConsistentRead: true,
    }),
  );
  return {
    events: (found.Items ?? []).map((item) => JSON.parse(item["event"] as string) as EncoreEvent),
    next: found.LastEvaluatedKey?.["sk"] as string | undefined,
  };
};

/** The only file with expressions on the event log, which replays read. */
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { EVENT_TYPE_NAMES } from "#contract/event-type-names.ts";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { jsonOrUndefined } from "#functions/shared/json.ts";
import { intactItems, stored } from "#functions/shared/stored.ts";
import { fromIsoTime, type Seconds } from "#functions/shared/time.ts";

const table = tableNamed("events");

const PARALLEL = 10;
const SLICE_SECONDS = 3600;
/** A partition takes 1,000 writes a second; eight take more events than the gateway lets requests through. */
const SHARDS = 8;
/** How long an item stays after the last moment at which a replay may read it. */
const DELETED_AFTER_SECONDS = 24 * 3600;

/** A partition of the log: one hour of one shard. */
export interface LogSlice {
  readonly hour: number;
  readonly shard: number;
}

const partition = ({ hour, shard }: LogSlice): string => `EVENTS#${hour}#${shard}`;

const hourOf = (time: Seconds): number => Math.floor(time / SLICE_SECONDS);

/** Ids are digests, so any character of them spreads the events evenly. */
const shardOf = (eventId: string): number => eventId.charCodeAt(eventId.length - 1) % SHARDS;

/** Epoch seconds have ten digits until 2286, so keys sort by time. */
const keyOf = (event: EncoreEvent) => {
  const time = fromIsoTime(event.time);
  return { pk: partition({ hour: hourOf(time), shard: shardOf(event.id) }), sk: `${time}#${event.id}` };
};

/**
 * Writes events to the log, as the JSON in which they are published. Writing an event again changes nothing.
 * @param keptSeconds how long a replay may read them
 * @returns those that could not be written
 */
export const logEvents = (events: readonly EncoreEvent[], keptSeconds: number): Promise<readonly EncoreEvent[]> =>
  forEachLimit(events, PARALLEL, async (event) => {
    const ttl = fromIsoTime(event.time) + keptSeconds + DELETED_AFTER_SECONDS;
    await dynamo.send(
      new PutCommand({ TableName: table, Item: { ...keyOf(event), event: JSON.stringify(event), ttl } }),
    );
  });

/** What a replay needs of an event. The rest goes to the receiver as it was published, whatever its version. */
const EnvelopeSchema = z.object({
  id: z.string(),
  type: z.enum(EVENT_TYPE_NAMES),
  time: z.string(),
  data: z.object({ concertId: z.string() }),
});

const LogItemSchema = z.object({
  event: z.pipe(
    z.pipe(z.string(), z.transform(jsonOrUndefined)),
    // Only checked, so that the event is sent again byte for byte.
    z.custom<EncoreEvent>((event) => EnvelopeSchema.safeParse(event).success),
  ),
});

const toLogItem = stored("event", LogItemSchema);

const toEvent = (item: Item): EncoreEvent => toLogItem(item).event;

/** The slice in which a period begins. */
export const firstSlice = (from: Seconds): LogSlice => ({ hour: hourOf(from), shard: 0 });

/** The slice after this one, or undefined if it begins after the period. */
export const nextSlice = ({ hour, shard }: LogSlice, to: Seconds): LogSlice | undefined => {
  const next = shard + 1 < SHARDS ? { hour, shard: shard + 1 } : { hour: hour + 1, shard: 0 };
  return next.hour * SLICE_SECONDS < to ? next : undefined;
};

/**
 * Reads a page of a slice: events that happened in [from, to), by time. A damaged one is left out, so that it does not keep
 * the others from being sent again.
 * @returns `next`: where the following page of the slice begins; undefined at the end of the slice
 */
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
    events: intactItems(found.Items ?? [], toEvent),
    next: found.LastEvaluatedKey && String(found.LastEvaluatedKey["sk"]),
  };
};

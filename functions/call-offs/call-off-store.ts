/**
 * The only file that writes expressions on call-offs. Each section counts in a partition of its own, since the sections of
 * a hall are refunded side by side.
 */
import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { CallOff, SectionProgress } from "#functions/call-offs/rules/call-off.ts";
import { readItems } from "#functions/shared/batch-read.ts";
import { dynamo, type Item, itemExists, itemIsAbsent, queryAll, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored, storedTime } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("catalog");

const callOffKey = (performanceId: string) => ({ pk: `CALL-OFF#${performanceId}`, sk: "CALL-OFF" });
const progressKey = (performanceId: string, sectionId: string) => ({
  pk: `CALL-OFF#${performanceId}#${sectionId}`,
  sk: "PROGRESS",
});
/** The call-offs that are not done, for the sweep. */
const OPEN_PARTITION = "OPEN-CALL-OFFS";
const OPEN_MAX = 10_000;
const openKey = (performanceId: string) => ({ pk: OPEN_PARTITION, sk: performanceId });

const toCallOff: (item: Item) => CallOff = stored(
  "call-off",
  objectOf<CallOff>({
    performanceId: z.string(),
    concertId: z.string(),
    at: storedTime,
    by: z.string(),
    reason: z.string(),
    sectionIds: z.array(z.string()),
    announcedAt: z.optional(storedTime),
    doneAt: z.optional(storedTime),
  }),
);

const toProgress: (item: Item) => SectionProgress = stored(
  "call-off progress",
  objectOf<SectionProgress>({
    holds: z._default(z.int(), 0),
    reservations: z._default(z.int(), 0),
    won: z._default(z.int(), 0),
    workedAt: storedTime,
    doneAt: z.optional(storedTime),
  }),
);

/** Begins a call-off, and lists it among those that are not done. */
export const newCallOff = (callOff: CallOff): readonly Part[] => [
  {
    name: "call-off",
    item: {
      Put: {
        TableName: table,
        Item: { ...callOffKey(callOff.performanceId), ...callOff },
        ConditionExpression: itemIsAbsent,
      },
    },
  },
  { name: "open", item: { Put: { TableName: table, Item: openKey(callOff.performanceId) } } },
];

export const readCallOff = async (performanceId: string): Promise<CallOff | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: callOffKey(performanceId), ConsistentRead: true }),
  );
  return item && toCallOff(item);
};

/** How far the sections have got, by section. A section in which nothing has been done is missing. */
export const readProgress = async ({
  performanceId,
  sectionIds,
}: Pick<CallOff, "performanceId" | "sectionIds">): Promise<ReadonlyMap<string, SectionProgress>> => {
  const keys = sectionIds.map((sectionId) => progressKey(performanceId, sectionId));
  const items = await readItems("catalog", keys, { isConsistent: true });
  const prefix = progressKey(performanceId, "").pk;
  return new Map(items.map((item) => [String(item["pk"]).slice(prefix.length), toProgress(item)]));
};

/** The performances whose call-offs are not done. */
export const listOpenCallOffs = async (): Promise<readonly string[]> => {
  const items = await queryAll(
    { TableName: table, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": OPEN_PARTITION } },
    OPEN_MAX,
  );
  return items.map((item) => String(item["sk"]));
};

/** Goes into the transaction that ends a hold or refunds a reservation, so that each is counted exactly once. */
export const countProgress = (
  section: { readonly performanceId: string; readonly sectionId: string },
  done: { readonly holds?: number; readonly reservations?: number; readonly won?: number },
  now: Seconds,
): Part => ({
  name: "progress",
  item: {
    Update: {
      TableName: table,
      Key: progressKey(section.performanceId, section.sectionId),
      UpdateExpression: "ADD holds :holds, reservations :reservations, won :won SET workedAt = :now",
      ExpressionAttributeValues: {
        ":holds": done.holds ?? 0,
        ":reservations": done.reservations ?? 0,
        ":won": done.won ?? 0,
        ":now": now,
      },
    },
  },
});

export const markAnnounced = async (performanceId: string, now: Seconds): Promise<void> => {
  await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: callOffKey(performanceId),
      UpdateExpression: "SET announcedAt = :now",
      ConditionExpression: itemExists,
      ExpressionAttributeValues: { ":now": now },
    }),
  );
};

/** The last pass through a section has found no seat held or sold. */
export const markSectionDone = async (performanceId: string, sectionId: string, now: Seconds): Promise<void> => {
  await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: progressKey(performanceId, sectionId),
      UpdateExpression: "SET workedAt = :now, doneAt = if_not_exists(doneAt, :now)",
      ExpressionAttributeValues: { ":now": now },
    }),
  );
};

/** Every section is done. Any number of times; the first one says when. */
export const markDone = async (performanceId: string, now: Seconds): Promise<void> => {
  await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: callOffKey(performanceId),
      UpdateExpression: "SET doneAt = if_not_exists(doneAt, :now)",
      ConditionExpression: itemExists,
      ExpressionAttributeValues: { ":now": now },
    }),
  );
  await dynamo.send(new DeleteCommand({ TableName: table, Key: openKey(performanceId) }));
};

/**
 * The only place where the expressions on top-ups are written. The id of a top-up follows from its idempotency key, so
 * the item is also the stored outcome of the request.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { storedEntry, userPartition } from "#functions/balance/balance-store.ts";
import type { Entry } from "#functions/balance/rules/ledger.ts";
import { isUnsettled, type TopUp, type TopUpStatus } from "#functions/balance/rules/top-up.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { derivedId } from "#functions/shared/ids.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("balance");
export const topUpSortKey = (topUpId: string): string => `TOP_UP#${topUpId}`;
const keyOf = (userId: string, topUpId: string) => ({ pk: userPartition(userId), sk: topUpSortKey(topUpId) });

/** The id of the top-up for a user's idempotency key: a repeat arrives at the same item (M3). */
export const topUpIdOf = (userId: string, idempotencyKey: string): string => derivedId("top", userId, idempotencyKey);

export const toTopUp: (item: Item) => TopUp = stored(
  "top-up",
  objectOf<TopUp>({
    topUpId: z.string(),
    userId: z.string(),
    amount: z.int(),
    status: z.enum(["PENDING", "APPROVED", "SETTLED", "DECLINED", "ABANDONED"]),
    attempts: z.int(),
    attemptedAt: z.int(),
    gatewayReference: z.optional(z.string()),
    reason: z.optional(z.string()),
    entry: z.optional(storedEntry),
  }),
);

export const readTopUp = async (userId: string, topUpId: string): Promise<TopUp | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: keyOf(userId, topUpId), ConsistentRead: true }),
  );
  return item && toTopUp(item);
};

/**
 * The keys of an index that has only unsettled top-ups: the sweep finds these without reading the others. They lie in
 * several partitions, each of which takes a thousand writes a second.
 */
export const UNSETTLED_PARTITIONS = 8;
const UNSETTLED_INDEX = "unsettledTopUps";
export const unsettledPartition = (number: number): string => `UNSETTLED#${number}`;
export const unsettledPartitionFor = (topUpId: string): string =>
  unsettledPartition((topUpId.codePointAt(topUpId.length - 1) ?? 0) % UNSETTLED_PARTITIONS);

/** By then the scheduled checks are over. Only if their message was lost, the top-up is still unsettled. */
const SWEEP_AFTER_SECONDS = 600;
/** A top-up that was followed up has its checks again. If they fail, they are in the dead letters; more of them add nothing. */
const FOLLOWED_UP_SECONDS = 3600;

/** The item that stood in the way of a write. @throws the error, if it is another one */
const foundIn = (error: unknown): Item | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && unmarshall(error.Item);
};

/**
 * Writes a top-up down before the gateway is asked for any money, unless its key has been used.
 * @returns the stored top-up, and whether this call wrote it
 */
export const beginTopUp = async (
  { userId, topUpId, amount }: Pick<TopUp, "userId" | "topUpId" | "amount">,
  now: Seconds,
): Promise<{ readonly topUp: TopUp; readonly isNew: boolean }> => {
  const begun: TopUp = { topUpId, userId, amount, status: "PENDING", attempts: 1, attemptedAt: now };
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: {
          ...keyOf(userId, topUpId),
          ...begun,
          unsettled: unsettledPartitionFor(topUpId),
          sweepAt: now + SWEEP_AFTER_SECONDS,
        },
        ConditionExpression: itemIsAbsent,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { topUp: begun, isNew: true };
  } catch (error) {
    const earlier = foundIn(error);
    return { topUp: earlier ? toTopUp(earlier) : begun, isNew: false };
  }
};

interface Change {
  readonly from: readonly TopUpStatus[];
  /** Attempts that the top-up must still have, if that matters. */
  readonly attempts?: number;
  readonly set: Pick<TopUp, "status"> & Partial<TopUp>;
}

const changeOf = (topUp: TopUp, { from, attempts, set }: Change) => {
  const froms = from.map((status, index) => [`:from${index}`, status] as const);
  const isFrom = `#status IN (${froms.map(([valueName]) => valueName).join(", ")})`;
  const names = Object.keys(set);
  const sets = names.map((name) => `#${name} = :${name}`);
  const keys = indexKeys({ ...topUp, ...set });
  return {
    TableName: table,
    Key: keyOf(topUp.userId, topUp.topUpId),
    UpdateExpression: `SET ${[...sets, ...keys.sets].join(", ")}${keys.remove}`,
    ConditionExpression: attempts === undefined ? isFrom : `${isFrom} AND attempts = :seen`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(froms),
      ...(attempts === undefined ? {} : { ":seen": attempts }),
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ...keys.values,
    },
  };
};

/** An unsettled top-up is in the index, and stays where it is there; any other is not. */
const indexKeys = ({ topUpId, status, attemptedAt }: TopUp) =>
  isUnsettled(status)
    ? {
        sets: ["unsettled = if_not_exists(unsettled, :partition)", "sweepAt = if_not_exists(sweepAt, :sweepAt)"],
        remove: "",
        values: { ":partition": unsettledPartitionFor(topUpId), ":sweepAt": attemptedAt + SWEEP_AFTER_SECONDS },
      }
    : { sets: [], remove: " REMOVE unsettled, sweepAt", values: {} };

/** Makes the change if the status of the top-up allows it, and returns the top-up as it then is. */
const change = async (topUp: TopUp, wanted: Change): Promise<TopUp> => {
  const update = changeOf(topUp, wanted);
  try {
    await dynamo.send(new UpdateCommand({ ...update, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    return { ...topUp, ...wanted.set };
  } catch (error) {
    const found = foundIn(error);
    if (found === undefined) throw new Error(`There is no top-up ${topUp.topUpId}.`, { cause: error });
    return toTopUp(found);
  }
};

/** Records another attempt at the gateway, before it is made. */
export const beginAgain = (topUp: TopUp, now: Seconds): Promise<TopUp> =>
  change(topUp, {
    from: ["PENDING", "ABANDONED"],
    set: { status: "PENDING", attempts: topUp.attempts + 1, attemptedAt: now },
  });

/** Records that the money was taken while there is no entry yet, so that nobody has to ask the gateway again. */
export const recordApproval = (topUp: TopUp, gatewayReference: string): Promise<TopUp> =>
  change(topUp, { from: ["PENDING", "ABANDONED"], set: { status: "APPROVED", gatewayReference } });

export const declineTopUp = (topUp: TopUp, reason: string): Promise<TopUp> =>
  change(topUp, { from: ["PENDING", "ABANDONED"], set: { status: "DECLINED", reason } });

/** Abandons a top-up of which the gateway has no record, unless it has been attempted again. */
export const abandonTopUp = (topUp: TopUp): Promise<TopUp> =>
  change(topUp, { from: ["PENDING"], attempts: topUp.attempts, set: { status: "ABANDONED" } });

/** Settles a top-up with its entry, once: from every status without one (M3). */
export const settleTopUp = (topUp: TopUp, gatewayReference: string, entry: Entry): Part => ({
  name: topUp.topUpId,
  item: {
    Update: changeOf(topUp, {
      from: ["PENDING", "APPROVED", "ABANDONED"],
      set: { status: "SETTLED", gatewayReference, entry },
    }),
  },
});

/** What a message about a top-up names. */
type TopUpName = Pick<TopUp, "userId" | "topUpId">;

/** An unsettled top-up, and when the sweep has to follow it up. */
export interface UnsettledTopUp extends TopUpName {
  readonly sweepAt: Seconds;
}

/** Unsettled top-ups of one partition, the first to be followed up first. */
export const listUnsettledTopUps = async (partition: string, limit: number): Promise<readonly UnsettledTopUp[]> => {
  const { Items: items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: UNSETTLED_INDEX,
      KeyConditionExpression: "unsettled = :partition",
      ExpressionAttributeValues: { ":partition": partition },
      Limit: limit,
    }),
  );
  return items.map((item) => ({ ...toName(item), sweepAt: Number(item["sweepAt"]) }));
};

/** Clocks of functions differ by less than this. */
const CLOCKS_DIFFER_SECONDS = 60;

/** Whether a top-up has been unsettled since long before: it is due to be followed up, or has been. */
export const isPendingForLong = ({ sweepAt }: UnsettledTopUp, now: Seconds): boolean =>
  sweepAt <= now || sweepAt > now + SWEEP_AFTER_SECONDS + CLOCKS_DIFFER_SECONDS;

/** The index has the keys of an item alone. */
const toName = (item: Item): TopUpName => ({
  userId: String(item["pk"]).slice(userPartition("").length),
  topUpId: String(item["sk"]).slice(topUpSortKey("").length),
});

/** Has the next sweeps leave a top-up to the checks that were scheduled now, and turn to others. */
export const postponeSweep = async ({ userId, topUpId }: TopUpName, now: Seconds): Promise<void> => {
  const update = new UpdateCommand({
    TableName: table,
    Key: keyOf(userId, topUpId),
    UpdateExpression: "SET sweepAt = :sweepAt",
    ConditionExpression: "attribute_exists(unsettled)",
    ExpressionAttributeValues: { ":sweepAt": now + FOLLOWED_UP_SECONDS },
  });
  try {
    await dynamo.send(update);
  } catch (error) {
    // It has been settled meanwhile.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

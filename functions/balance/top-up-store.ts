/**
 * The only place where the expressions on top-ups are written. The id of a top-up follows from its idempotency key, so
 * the item is also the stored outcome of the request.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { storedEntry, userPartition } from "#functions/balance/balance-store.ts";
import type { Entry } from "#functions/balance/rules/ledger.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
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
        Item: { ...keyOf(userId, topUpId), ...begun },
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

const changeOf = ({ userId, topUpId }: Pick<TopUp, "userId" | "topUpId">, { from, attempts, set }: Change) => {
  const froms = from.map((status, index) => [`:from${index}`, status] as const);
  const isFrom = `#status IN (${froms.map(([valueName]) => valueName).join(", ")})`;
  const names = Object.keys(set);
  return {
    TableName: table,
    Key: keyOf(userId, topUpId),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
    ConditionExpression: attempts === undefined ? isFrom : `${isFrom} AND attempts = :seen`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(froms),
      ...(attempts === undefined ? {} : { ":seen": attempts }),
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
    },
  };
};

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

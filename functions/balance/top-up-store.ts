/** The only place where the expressions on top-ups are written. A top-up is also what its idempotency key remembers. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { toEntry, userPartition } from "#functions/balance/balance-store.ts";
import type { Entry } from "#functions/balance/rules/ledger.ts";
import type { TopUp, TopUpStatus } from "#functions/balance/rules/top-up.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { derivedId } from "#functions/shared/ids.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("balance");
export const topUpSortKey = (topUpId: string): string => `TOP_UP#${topUpId}`;
const keyOf = (userId: string, topUpId: string) => ({ pk: userPartition(userId), sk: topUpSortKey(topUpId) });

/** The top-up that a user's idempotency key stands for: a repeat arrives at the same item (M3). */
export const topUpIdOf = (userId: string, idempotencyKey: string): string => derivedId("top", userId, idempotencyKey);

export const toTopUp = (item: Item): TopUp => ({
  topUpId: item["topUpId"] as string,
  userId: item["userId"] as string,
  amount: item["amount"] as number,
  status: item["status"] as TopUpStatus,
  attempts: item["attempts"] as number,
  attemptedAt: item["attemptedAt"] as Seconds,
  gatewayReference: item["gatewayReference"] as string | undefined,
  reason: item["reason"] as string | undefined,
  entry: item["entry"] === undefined ? undefined : toEntry(item["entry"] as Item),
});

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
 * Writes a top-up down before any money is asked for, if its key has not been used.
 * @returns the top-up that is there, and whether it is the one just written
 */
export const beginTopUp = async (
  { userId, topUpId, amount }: Pick<TopUp, "userId" | "topUpId" | "amount">,
  now: Seconds,
): Promise<{ readonly topUp: TopUp; readonly isNew: boolean }> => {
  const begun = { topUpId, userId, amount, status: "PENDING", attempts: 1, attemptedAt: now };
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...keyOf(userId, topUpId), ...begun },
        ConditionExpression: itemIsAbsent,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { topUp: toTopUp(begun), isNew: true };
  } catch (error) {
    return { topUp: toTopUp(foundIn(error) ?? begun), isNew: false };
  }
};

interface Change {
  readonly from: readonly TopUpStatus[];
  /** Attempts that the top-up must still have, if that matters. */
  readonly attempts?: number;
  readonly set: Readonly<Record<string, unknown>> & { readonly status: TopUpStatus };
}

const changeOf = ({ userId, topUpId }: Pick<TopUp, "userId" | "topUpId">, { from, attempts, set }: Change) => {
  const froms = from.map((status, index) => [`:from${index}`, status] as const);
  const isFrom = `#status IN (${froms.map(([placeholder]) => placeholder).join(", ")})`;
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

/** Makes the change if the top-up allows it, and returns the top-up as it then is. */
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

/** Notes another attempt at the gateway, before it is made. */
export const beginAgain = (topUp: TopUp, now: Seconds): Promise<TopUp> =>
  change(topUp, {
    from: ["PENDING", "ABANDONED"],
    set: { status: "PENDING", attempts: topUp.attempts + 1, attemptedAt: now },
  });

/** Keeps that the money was taken, for want of an entry: whoever comes next need not ask the gateway again. */
export const keepApproval = (topUp: TopUp, gatewayReference: string): Promise<TopUp> =>
  change(topUp, { from: ["PENDING", "ABANDONED"], set: { status: "APPROVED", gatewayReference } });

export const declineTopUp = (topUp: TopUp, reason: string): Promise<TopUp> =>
  change(topUp, { from: ["PENDING", "ABANDONED"], set: { status: "DECLINED", reason } });

/** Gives a top-up up that the gateway has never heard of, unless it has been attempted again. */
export const abandonTopUp = (topUp: TopUp): Promise<TopUp> =>
  change(topUp, { from: ["PENDING"], attempts: topUp.attempts, set: { status: "ABANDONED" } });

/** Settles a top-up with its entry, once: from every state in which it has none (M3). */
export const settleTopUp = (topUp: TopUp, gatewayReference: string, entry: Entry): Part => ({
  name: topUp.topUpId,
  item: {
    Update: changeOf(topUp, {
      from: ["PENDING", "APPROVED", "ABANDONED"],
      set: { status: "SETTLED", gatewayReference, entry },
    }),
  },
});

export const foundTopUp = (found: Item | undefined): TopUp | undefined => found && toTopUp(found);

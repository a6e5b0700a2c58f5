/** The only place where the expressions on charges are written. A charge is also what its idempotency key remembers. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { toEntry, userPartition } from "#functions/balance/balance-store.ts";
import type { Entry } from "#functions/balance/rules/ledger.ts";
import type { Charge, ChargeStatus } from "#functions/balance/rules/top-up.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { derivedId } from "#functions/shared/ids.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("balance");
export const chargeSortKey = (chargeId: string): string => `CHARGE#${chargeId}`;
const keyOf = (userId: string, chargeId: string) => ({ pk: userPartition(userId), sk: chargeSortKey(chargeId) });

/** The charge that a user's idempotency key stands for: a repeat arrives at the same item (M3). */
export const chargeIdOf = (userId: string, idempotencyKey: string): string => derivedId("chg", userId, idempotencyKey);

export const toCharge = (item: Item): Charge => ({
  chargeId: item["chargeId"] as string,
  userId: item["userId"] as string,
  amount: item["amount"] as number,
  status: item["status"] as ChargeStatus,
  attempts: item["attempts"] as number,
  attemptedAt: item["attemptedAt"] as Seconds,
  gatewayReference: item["gatewayReference"] as string | undefined,
  reason: item["reason"] as string | undefined,
  entry: item["entry"] === undefined ? undefined : toEntry(item["entry"] as Item),
});

export const readCharge = async (userId: string, chargeId: string): Promise<Charge | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: keyOf(userId, chargeId), ConsistentRead: true }),
  );
  return item && toCharge(item);
};

/** The item that stood in the way of a write. @throws the error, if it is another one */
const foundIn = (error: unknown): Item | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && unmarshall(error.Item);
};

/**
 * Writes a charge down before any money is asked for, if its key has not been used.
 * @returns the charge that is there, and whether it is the one just written
 */
export const beginCharge = async (
  { userId, chargeId, amount }: Pick<Charge, "userId" | "chargeId" | "amount">,
  now: Seconds,
): Promise<{ readonly charge: Charge; readonly isNew: boolean }> => {
  const begun = { chargeId, userId, amount, status: "PENDING", attempts: 1, attemptedAt: now };
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...keyOf(userId, chargeId), ...begun },
        ConditionExpression: itemIsAbsent,
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return { charge: toCharge(begun), isNew: true };
  } catch (error) {
    return { charge: toCharge(foundIn(error) ?? begun), isNew: false };
  }
};

interface Change {
  readonly from: readonly ChargeStatus[];
  /** Attempts that the charge must still have, if that matters. */
  readonly attempts?: number;
  readonly set: Readonly<Record<string, unknown>> & { readonly status: ChargeStatus };
}

const changeOf = ({ userId, chargeId }: Pick<Charge, "userId" | "chargeId">, { from, attempts, set }: Change) => {
  const froms = from.map((status, index) => [`:from${index}`, status] as const);
  const isFrom = `#status IN (${froms.map(([placeholder]) => placeholder).join(", ")})`;
  const names = Object.keys(set);
  return {
    TableName: table,
    Key: keyOf(userId, chargeId),
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

/** Makes the change if the charge allows it, and returns the charge as it then is. */
const change = async (charge: Charge, wanted: Change): Promise<Charge> => {
  const update = changeOf(charge, wanted);
  try {
    await dynamo.send(new UpdateCommand({ ...update, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    return { ...charge, ...wanted.set };
  } catch (error) {
    const found = foundIn(error);
    if (found === undefined) throw new Error(`There is no charge ${charge.chargeId}.`, { cause: error });
    return toCharge(found);
  }
};

/** Notes another attempt at the gateway, before it is made. */
export const beginAgain = (charge: Charge, now: Seconds): Promise<Charge> =>
  change(charge, {
    from: ["PENDING", "ABANDONED"],
    set: { status: "PENDING", attempts: charge.attempts + 1, attemptedAt: now },
  });

/** Keeps that the money was taken, for want of an entry: whoever comes next need not ask the gateway again. */
export const keepApproval = (charge: Charge, gatewayReference: string): Promise<Charge> =>
  change(charge, { from: ["PENDING", "ABANDONED"], set: { status: "APPROVED", gatewayReference } });

export const declineCharge = (charge: Charge, reason: string): Promise<Charge> =>
  change(charge, { from: ["PENDING", "ABANDONED"], set: { status: "DECLINED", reason } });

/** Gives a charge up that the gateway has never heard of, unless it has been attempted again. */
export const abandonCharge = (charge: Charge): Promise<Charge> =>
  change(charge, { from: ["PENDING"], attempts: charge.attempts, set: { status: "ABANDONED" } });

/** Settles a charge with its entry, once: from every state in which it has none (M3). */
export const settleCharge = (charge: Charge, gatewayReference: string, entry: Entry): Part => ({
  name: charge.chargeId,
  item: {
    Update: changeOf(charge, {
      from: ["PENDING", "APPROVED", "ABANDONED"],
      set: { status: "SETTLED", gatewayReference, entry },
    }),
  },
});

export const foundCharge = (found: Item | undefined): Charge | undefined => found && toCharge(found);

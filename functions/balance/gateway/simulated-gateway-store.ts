/** The book of the simulated gateway, in a partition of its own for each charge. A real gateway keeps its book itself. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { GatewayResult } from "#functions/balance/gateway/payment-gateway.ts";
import { dynamo, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import type { Seconds } from "#functions/shared/time.ts";

const table = tableNamed("balance");

/** Longer than any message about a charge can be on its way: a dead letter is kept for two weeks. */
const KEPT_SECONDS = 30 * 24 * 3600;

const keyOf = (topUpId: string) => ({ pk: `GATEWAY#${topUpId}`, sk: "CHARGE" });

/**
 * Records what became of a charge, if nothing has been recorded yet.
 * @returns what is recorded
 */
export const recordSimulatedCharge = async (
  topUpId: string,
  amount: number,
  result: GatewayResult,
  now: Seconds,
): Promise<GatewayResult> => {
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...keyOf(topUpId), amount, result, ttl: now + KEPT_SECONDS },
        ConditionExpression: itemIsAbsent,
      }),
    );
    return result;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await readSimulatedCharge(topUpId)) ?? result;
  }
};

export const readSimulatedCharge = async (topUpId: string): Promise<GatewayResult | undefined> => {
  const { Item: item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: keyOf(topUpId), ConsistentRead: true }),
  );
  return item && (item["result"] as GatewayResult);
};

/** The charges of the simulated gateway, each in a partition of its own. A real gateway keeps its own records. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { Approved, Declined, GatewayResult } from "#functions/balance/gateway/payment-gateway.ts";
import { dynamo, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

const table = tableNamed("balance");

/** Longer than a message about a top-up can take: a dead letter is kept for two weeks. */
const KEPT_SECONDS = 30 * 24 * 3600;

const keyOf = (topUpId: string) => ({ pk: `GATEWAY#${topUpId}`, sk: "CHARGE" });

const toCharge = stored(
  "charge of the simulated gateway",
  z.object({
    result: z.union([
      objectOf<Approved>({ kind: z.literal("approved"), gatewayReference: z.string() }),
      objectOf<Declined>({ kind: z.literal("declined"), reason: z.string() }),
    ]),
  }),
);

/**
 * Records the result of a charge, unless it already has one.
 * @returns the recorded result
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
  return item && toCharge(item).result;
};

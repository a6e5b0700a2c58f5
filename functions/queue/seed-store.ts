/**
 * The only file that writes expressions on the seeds of draws. Until the draw a seed is in this item and nowhere else, and
 * admission alone may read it (Q7).
 */
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { dynamo, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { stored } from "#functions/shared/stored.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("queue");

const seedKey = (concertId: string) => ({ pk: `SEED#${concertId}`, sk: "SEED" });

const toSeed = stored("seed", z.object({ seed: z.string() }));

export const newSeed = (concertId: string, seed: string): Part => ({
  name: "seed",
  item: {
    Put: {
      TableName: table,
      Item: { ...seedKey(concertId), concertId, seed },
      ConditionExpression: itemIsAbsent,
      // Whoever creates a concert may not see the seed of one that exists.
      ReturnValuesOnConditionCheckFailure: "NONE",
    },
  },
});

/** @throws StoredItemError if there is no seed */
export const readSeed = async (concertId: string): Promise<string> => {
  const { Item: item = seedKey(concertId) } = await dynamo.send(
    new GetCommand({ TableName: table, Key: seedKey(concertId), ConsistentRead: true }),
  );
  return toSeed(item).seed;
};

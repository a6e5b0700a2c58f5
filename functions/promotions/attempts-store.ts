/** The only place where the expressions on the promotion codes that accounts have entered are written. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import {
  type Attempts,
  attemptsBlockedUntil,
  WRONG_CODES_MAX,
  WRONG_CODES_SECONDS,
} from "#functions/promotions/rules/wrong-codes.ts";
import { dynamo, type Item, tableNamed } from "#functions/shared/dynamodb.ts";
import { objectOf, stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";

const table = tableNamed("catalog");

const attemptsKey = (userId: string) => ({ pk: `PROMOTION-ATTEMPTS#${userId}`, sk: "ATTEMPTS" });

const toAttempts: (item: Item) => Attempts = stored(
  "promotion attempts",
  objectOf<Attempts>({ count: z.int(), until: z.int() }),
);

/** An attempt that was counted, or the time until which the account may make none. */
export type CountedAttempt = { readonly window: Seconds } | { readonly blockedUntil: Seconds };

/** Between two writes a window may end, and another function may begin the next one. */
const TRIES_MAX = 4;

/**
 * Counts a code that an account is about to enter, on condition that the account may still enter one. It is counted before
 * anybody looks whether the code is right: otherwise any number of codes could be tried at the same time.
 */
export const countAttempt = async (userId: string, now: Seconds): Promise<CountedAttempt> => {
  let attempts: Attempts | undefined;
  for (let tryNumber = 1; tryNumber <= TRIES_MAX; tryNumber += 1) {
    const isRunning = attempts !== undefined && now < attempts.until;
    const written = await writeAttempt(isRunning ? nextAttempt(userId, now) : firstAttempt(userId, now));
    if ("counted" in written) return { window: written.counted.until };
    attempts = written.found;
    const blockedUntil = attemptsBlockedUntil(attempts, now);
    if (blockedUntil !== undefined) return { blockedUntil };
  }
  return { blockedUntil: now + 1 };
};

/** Begins a window, on condition that none is running. */
const firstAttempt = (userId: string, now: Seconds): UpdateCommandInput => ({
  TableName: table,
  Key: attemptsKey(userId),
  UpdateExpression: "SET #count = :one, #until = :end, #ttl = :end",
  ConditionExpression: "attribute_not_exists(#until) OR #until <= :now",
  ExpressionAttributeNames: { "#count": "count", "#until": "until", "#ttl": "ttl" },
  ExpressionAttributeValues: { ":one": 1, ":now": now, ":end": now + WRONG_CODES_SECONDS },
});

/** Counts within the running window, on condition that it allows one more. */
const nextAttempt = (userId: string, now: Seconds): UpdateCommandInput => ({
  TableName: table,
  Key: attemptsKey(userId),
  UpdateExpression: "SET #count = #count + :one",
  ConditionExpression: "#until > :now AND #count < :max",
  ExpressionAttributeNames: { "#count": "count", "#until": "until" },
  ExpressionAttributeValues: { ":one": 1, ":now": now, ":max": WRONG_CODES_MAX },
});

/** @returns the item as it is after the write, or as it was when it refused the write */
const writeAttempt = async (
  input: UpdateCommandInput,
): Promise<{ readonly counted: Attempts } | { readonly found: Attempts | undefined }> => {
  try {
    const { Attributes: item = {} } = await dynamo.send(
      new UpdateCommand({ ...input, ReturnValues: "ALL_NEW", ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    );
    return { counted: toAttempts(item) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { found: error.Item && toAttempts(unmarshall(error.Item)) };
  }
};

/** Counts an attempt no more: its code was right. In a later window it is forgotten anyway. */
export const forgetAttempt = async (userId: string, window: Seconds): Promise<void> => {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: attemptsKey(userId),
        UpdateExpression: "SET #count = #count - :one",
        ConditionExpression: "#until = :window AND #count >= :one",
        ExpressionAttributeNames: { "#count": "count", "#until": "until" },
        ExpressionAttributeValues: { ":one": 1, ":window": window },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

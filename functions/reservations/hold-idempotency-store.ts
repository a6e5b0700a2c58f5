/** What the request for a hold came to, kept in the item that its key leads to: a new reservation, or a refusal. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { toReservation } from "#functions/reservations/reservation-item.ts";
import { readItem, reservationKey } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { KEY_KEPT_SECONDS, type StoredProblem } from "#functions/shared/idempotency.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("reservations");

/** What a hold request with one key came to: a reservation or a refusal. `request` is its fingerprint. */
export interface HoldOutcome {
  readonly request: string;
  readonly result: { readonly reservation: Reservation } | { readonly refusal: StoredProblem };
}

export const toHoldOutcome = (item: Item): HoldOutcome => ({
  request: item["request"] as string,
  result:
    item["refusal"] === undefined
      ? { reservation: toReservation(item) }
      : { refusal: item["refusal"] as StoredProblem },
});

/** A refusal is forgotten when its time is over, whether or not DynamoDB has deleted it yet. */
const nothingIsRemembered = `${itemIsAbsent} OR #ttl <= :now`;

/** A reservation, on condition that its request has come to nothing yet: its id belongs to one key of one user. */
export const newReservation = (reservation: Reservation, request: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Put: {
      TableName: table,
      Item: { ...reservationKey(reservation.reservationId), ...reservation, request },
      ConditionExpression: nothingIsRemembered,
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":now": now },
    },
  },
});

/**
 * Keeps a refusal in the place where the reservation would be, so that a repeat gets it again. It has no user and
 * so is in nobody's list.
 * @returns false if the request has come to something else meanwhile
 */
export const storeRefusal = async (
  reservationId: string,
  request: string,
  refusal: StoredProblem,
  now: Seconds,
): Promise<boolean> => {
  try {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: { ...reservationKey(reservationId), request, refusal, ttl: now + KEY_KEPT_SECONDS },
        ConditionExpression: nothingIsRemembered,
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":now": now },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

export const readHoldOutcome = async (reservationId: string, now: Seconds): Promise<HoldOutcome | undefined> => {
  const item = await readItem(reservationId);
  const isForgotten = item?.["ttl"] !== undefined && (item["ttl"] as Seconds) <= now;
  return item === undefined || isForgotten ? undefined : toHoldOutcome(item);
};

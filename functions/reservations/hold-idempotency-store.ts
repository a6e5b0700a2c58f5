/** The outcome of a hold request, stored under the id that follows from its key: a reservation, or a refusal. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { CAUSED_BY, fromReservation, toReservation } from "#functions/reservations/reservation-item.ts";
import { readItem, reservationKey } from "#functions/reservations/reservation-store.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { causingRequest } from "#functions/shared/cause.ts";
import { dynamo, type Item, itemIsAbsent, tableNamed } from "#functions/shared/dynamodb.ts";
import { KEY_KEPT_SECONDS, type StoredProblem, storedProblem } from "#functions/shared/idempotency.ts";
import { stored } from "#functions/shared/stored.ts";
import type { Seconds } from "#functions/shared/time.ts";
import type { Part } from "#functions/shared/transaction.ts";

const table = tableNamed("reservations");

/** The outcome of a hold request with one key. `request` is its fingerprint. */
export interface HoldOutcome {
  readonly request: string;
  readonly result: { readonly reservation: Reservation } | { readonly refusal: StoredProblem };
}

const toRequest = stored("reservation", z.object({ request: z.string() }));
const toRefusal = stored("refusal of a hold", z.object({ request: z.string(), refusal: storedProblem, ttl: z.int() }));

const isRefusal = (item: Item): boolean => item["refusal"] !== undefined;

/** The outcome in an item that was found under the id, whether or not its time is over. */
export const toHoldOutcome = (item: Item): HoldOutcome => {
  if (!isRefusal(item)) return { request: toRequest(item).request, result: { reservation: toReservation(item) } };
  const { request, refusal } = toRefusal(item);
  return { request, result: { refusal } };
};

/** A refusal whose time is over counts for nothing, whether or not DynamoDB has deleted it yet. */
const hasNoOutcome = `${itemIsAbsent} OR #ttl <= :now`;

/** A reservation, on condition that its request has no outcome yet: the id belongs to one key of one user. */
export const newReservation = (reservation: Reservation, request: string, now: Seconds): Part => ({
  name: "reservation",
  item: {
    Put: {
      TableName: table,
      Item: { ...reservationKey(reservation.reservationId), ...fromReservation(reservation), request, ...cause() },
      ConditionExpression: hasNoOutcome,
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: { ":now": now },
    },
  },
});

const cause = (): Item => {
  const requestId = causingRequest();
  return requestId === undefined ? {} : { [CAUSED_BY]: requestId };
};

/**
 * Stores a refusal where the reservation would be, so that a repeat gets it again. It has no user, and so is in nobody's
 * list.
 * @returns false if the request got another outcome in the meantime
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
        ConditionExpression: hasNoOutcome,
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
  if (item === undefined || (isRefusal(item) && toRefusal(item).ttl <= now)) return undefined;
  return toHoldOutcome(item);
};

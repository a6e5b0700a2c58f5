/** The stream of the reservation table. Beside reservations it has payments, and refusals of holds. */
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { CAUSED_BY, RESERVATION_SORT_KEY, toReservation } from "#functions/reservations/reservation-item.ts";
import type { Reservation } from "#functions/reservations/rules/reservation.ts";
import { changeBetween, type ReservationChange } from "#functions/reservations/rules/reservation-change.ts";
import { log } from "#functions/shared/log.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";

export interface ChangeRecord {
  readonly record: DynamoDBRecord;
  readonly change: ReservationChange;
}

/** The changes in some records, and the records whose reservation is not as expected. */
export const readChanges = (
  records: readonly DynamoDBRecord[],
): { readonly changes: readonly ChangeRecord[]; readonly malformed: readonly DynamoDBRecord[] } => {
  const changes: ChangeRecord[] = [];
  const malformed: DynamoDBRecord[] = [];
  for (const record of records) {
    try {
      const change = changeIn(record);
      if (change) changes.push({ record, change });
    } catch (error) {
      log.error("record not read", error, { sequenceNumber: sequenceNumberOf(record) });
      malformed.push(record);
    }
  }
  return { changes, malformed };
};

/**
 * Lambda tries a record until it is six hours old, and then keeps nothing but its place in the stream. Before that, the
 * function itself gives the record up, and keeps all of it.
 */
export const GIVE_UP_SECONDS = 5.5 * 3600;

/** Whether a record has been tried for so long that it is time to give it up. */
export const isGivenUp = ({ dynamodb }: DynamoDBRecord, now: Seconds): boolean => {
  const createdAt = dynamodb?.ApproximateCreationDateTime;
  return createdAt !== undefined && createdAt <= now - GIVE_UP_SECONDS;
};

export const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? "";

const changeIn = ({ dynamodb }: DynamoDBRecord): ReservationChange | undefined => {
  const after = reservationIn(dynamodb?.NewImage);
  const at = Math.floor(dynamodb?.ApproximateCreationDateTime ?? systemClock());
  const change = after && changeBetween(reservationIn(dynamodb?.OldImage), after, at);
  const requestId = dynamodb?.NewImage?.[CAUSED_BY]?.S;
  return change && { ...change, ...(requestId !== undefined && { requestId }) };
};

type StreamImage = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const reservationIn = (image: StreamImage): Reservation | undefined => {
  // The two packages describe the same values, but not with the same types.
  const item = image && unmarshall(image as Parameters<typeof unmarshall>[0]);
  const isReservation = item?.["sk"] === RESERVATION_SORT_KEY && item["userId"] !== undefined;
  return isReservation ? toReservation(item) : undefined;
};

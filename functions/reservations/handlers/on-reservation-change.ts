import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { sendToDeadLetters } from "#functions/reservations/change-dead-letter-messages.ts";
import { onReservationChange } from "#functions/reservations/on-reservation-change.ts";
import { readChanges, sequenceNumberOf } from "#functions/reservations/reservation-stream.ts";

/** Reads the stream of the reservation table, so that nothing is lost between a commit and what has to follow it. */
export const handler = async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const { changes, malformed } = readChanges(records);
  const failedChanges = await onReservationChange(changes.map(({ change }) => change));
  const failed = new Set((await sendToDeadLetters(malformed)).map(sequenceNumberOf));
  for (const { change, sequenceNumber } of changes) if (failedChanges.has(change)) failed.add(sequenceNumber);
  // Lambda continues from the first failure, so everything after it is repeated.
  const first = records.map(sequenceNumberOf).find((sequenceNumber) => failed.has(sequenceNumber));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
};

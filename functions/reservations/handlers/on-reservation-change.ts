import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { sendToDeadLetters } from "#functions/reservations/change-dead-letter-messages.ts";
import { onReservationChange } from "#functions/reservations/on-reservation-change.ts";
import { isGivenUp, readChanges, sequenceNumberOf } from "#functions/reservations/reservation-stream.ts";
import { systemClock } from "#functions/shared/time.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";

/** Reads the stream of the reservation table, so that nothing is lost between a commit and what has to follow it. */
export const handler = backgroundHandler(
  async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { changes, malformed } = readChanges(records);
    const { again, hopeless } = await onReservationChange(changes.map(({ change }) => change));
    const now = systemClock();
    const waiting: DynamoDBRecord[] = [];
    const letters = [...malformed];
    for (const { change, record } of changes) {
      if (hopeless.has(change) || (again.has(change) && isGivenUp(record, now))) letters.push(record);
      else if (again.has(change)) waiting.push(record);
    }
    const repeated = new Set([...waiting, ...(await sendToDeadLetters(letters))]);
    // Lambda continues from the first failure, so everything after it is repeated.
    const first = records.find((record) => repeated.has(record));
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: sequenceNumberOf(first) }] };
  },
);

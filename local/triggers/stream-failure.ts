import { randomUUID } from "node:crypto";
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { sequenceNumberOf } from "#local/triggers/stream-event.ts";

interface Failure {
  readonly functionName: string;
  readonly streamArn: string;
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
  readonly nowMs: number;
}

const timeOf = (record: StreamRecord | undefined): string | undefined =>
  record?.dynamodb?.ApproximateCreationDateTime?.toISOString();

/** What Lambda sends to the on-failure queue: the position of the failed records, not the records themselves. */
export const failureMessage = ({ functionName, streamArn, records, attempts, nowMs }: Failure) => {
  const [first, last] = [records[0], records.at(-1)];
  return {
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: functionName,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    DDBStreamBatchInfo: {
      streamArn,
      batchSize: records.length,
      startSequenceNumber: first && sequenceNumberOf(first),
      endSequenceNumber: last && sequenceNumberOf(last),
      approximateArrivalOfFirstRecord: timeOf(first),
      approximateArrivalOfLastRecord: timeOf(last),
    },
  };
};

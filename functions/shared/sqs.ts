import { SQSClient } from "@aws-sdk/client-sqs";

/** The one SQS client of a function. */
export const sqs = new SQSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
});

import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { inOrderSent, numberArrivals } from "#functions/queue/number-arrivals.ts";
import { JoinSchema } from "#functions/queue/rules/join.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";

export const handler = async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(JoinSchema, inOrderSent(records));
  return failedMessages([...malformed, ...(await numberArrivals(messages))]);
};

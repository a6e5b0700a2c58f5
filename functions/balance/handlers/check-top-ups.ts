import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { checkTopUps } from "#functions/balance/check-top-ups.ts";
import { TopUpCheck } from "#functions/balance/top-up-check-messages.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";

/** Checks top-ups that the gateway calls back about, that wait for their account, or whose check is due. */
export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(TopUpCheck, event.Records);
  const failed = await checkTopUps(messages.map(({ body }) => body));
  const failedIds = messages.filter(({ body }) => failed.has(body)).map(({ messageId }) => messageId);
  return failedMessages([...malformed, ...failedIds]);
});

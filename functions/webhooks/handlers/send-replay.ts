import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";
import { ReplayTaskSchema } from "#functions/webhooks/replay-messages.ts";
import { sendReplay } from "#functions/webhooks/send-replay.ts";

export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(ReplayTaskSchema, event.Records);
  const failed = await forEachLimit(messages, 1, ({ body }) => sendReplay(body));
  return failedMessages([...malformed, ...failed.map(({ messageId }) => messageId)]);
});

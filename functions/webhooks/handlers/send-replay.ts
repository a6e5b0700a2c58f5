import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { carryOutEach, failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";
import { ReplayTaskSchema } from "#functions/webhooks/replay-messages.ts";
import { sendReplay } from "#functions/webhooks/send-replay.ts";

export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(ReplayTaskSchema, event.Records);
  const failed = await carryOutEach(messages, 1, sendReplay);
  return failedMessages([...malformed, ...failed]);
});

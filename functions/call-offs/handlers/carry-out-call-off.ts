import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { CallOffStepSchema } from "#functions/call-offs/call-off-messages.ts";
import { carryOutCallOff } from "#functions/call-offs/carry-out-call-off.ts";
import { carryOutEach, failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { systemClock } from "#functions/shared/time.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";

export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(CallOffStepSchema, event.Records);
  const failed = await carryOutEach(messages, 1, (body) => carryOutCallOff(body, systemClock));
  return failedMessages([...malformed, ...failed]);
});

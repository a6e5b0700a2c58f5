import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { ChargeCheck } from "#functions/balance/charge-queue.ts";
import { checkCharge } from "#functions/balance/check-charge.ts";
import { failedMessages, failuresOf, readMessages } from "#functions/shared/batch.ts";

const PARALLEL = 10;

/** Settles charges that the gateway calls back about, or that it is time to look at. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(ChargeCheck, event.Records);
  const failed = await failuresOf(messages, PARALLEL, ({ body }) => checkCharge(body));
  return failedMessages([...malformed, ...failed.map((message) => message.messageId)]);
};

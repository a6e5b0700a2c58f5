import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { checkCharges } from "#functions/balance/check-top-ups.ts";
import { ChargeCheck } from "#functions/balance/top-up-check-messages.ts";
import { failedMessages, failuresOf, readMessages } from "#functions/shared/sqs-batch.ts";

const PARALLEL = 10;

/** Settles charges that the gateway calls back about, that wait for their account, or that it is time to look at. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(ChargeCheck, event.Records);
  const byUser = [...Map.groupBy(messages, ({ body }) => body.userId)];
  const failed = await failuresOf(byUser, PARALLEL, ([userId, ofUser]) =>
    checkCharges(
      userId,
      ofUser.map(({ body }) => body),
    ),
  );
  const failedIds = failed.flatMap(([, ofUser]) => ofUser.map(({ messageId }) => messageId));
  return failedMessages([...malformed, ...failedIds]);
};

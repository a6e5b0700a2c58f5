import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { checkTopUps } from "#functions/balance/check-top-ups.ts";
import { TopUpCheck } from "#functions/balance/top-up-check-messages.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";

const PARALLEL = 10;

/** Settles top-ups that the gateway calls back about, that wait for their account, or that it is time to look at. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(TopUpCheck, event.Records);
  const byUser = [...Map.groupBy(messages, ({ body }) => body.userId)];
  const failed = await forEachLimit(byUser, PARALLEL, ([userId, ofUser]) =>
    checkTopUps(
      userId,
      ofUser.map(({ body }) => body),
    ),
  );
  const failedIds = failed.flatMap(([, ofUser]) => ofUser.map(({ messageId }) => messageId));
  return failedMessages([...malformed, ...failedIds]);
};

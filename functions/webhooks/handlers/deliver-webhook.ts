import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { setting } from "#functions/shared/settings.ts";
import { carryOutEach, failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { backgroundHandler } from "#functions/shared/time-limit.ts";
import { type DeliveryOptions, deliverWebhook } from "#functions/webhooks/deliver-webhook.ts";
import { DeliverySchema } from "#functions/webhooks/rules/delivery.ts";

/** A whole batch at a time, so that a slow receiver delays no other. */
const PARALLEL = 10;

const options: DeliveryOptions = {
  timeoutMs: setting("webhookTimeoutSeconds") * 1000,
  attemptsMax: setting("webhookAttemptsMax"),
  retrySeconds: setting("webhookRetrySeconds"),
  allowsLocal: setting("webhookToLocal") === 1,
};

export const handler = backgroundHandler(async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(DeliverySchema, event.Records);
  const failed = await carryOutEach(messages, PARALLEL, (body) => deliverWebhook(body, options));
  return failedMessages([...malformed, ...failed]);
});

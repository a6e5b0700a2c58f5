import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { setting } from "#functions/shared/settings.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { systemClock } from "#functions/shared/time.ts";
import { circuitBreaker } from "#functions/webhooks/circuit-breaker.ts";
import { sendToDeadLetters } from "#functions/webhooks/delivery-dead-letters.ts";
import { sendAgain } from "#functions/webhooks/delivery-messages.ts";
import { Delivery, meaningOf, retryDelaySeconds } from "#functions/webhooks/rules/delivery.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";
import { signatureHeaders } from "#functions/webhooks/rules/webhook-signature.ts";
import { type PostOutcome, safePost } from "#functions/webhooks/safe-post.ts";
import { secretOf } from "#functions/webhooks/webhook-secret.ts";
import { disableWebhook, readWebhook } from "#functions/webhooks/webhook-store.ts";

/** A whole batch: who answers slowly keeps nobody else waiting. */
const PARALLEL = 10;

const timeoutMs = setting("webhookTimeoutSeconds") * 1000;
const attemptsMax = setting("webhookAttemptsMax");
const retrySeconds = setting("webhookRetrySeconds");
const allowsLocal = setting("webhookToLocal") === 1;
const silent = circuitBreaker();

/** Sends events to webhooks, each at least once; what does not arrive is tried again later, and in the end given up. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(Delivery, event.Records);
  const failed = await forEachLimit(messages, PARALLEL, ({ body }) => deliver(body));
  return failedMessages([...malformed, ...failed.map((message) => message.messageId)]);
};

const deliver = async (delivery: Delivery): Promise<void> => {
  const webhook = await readWebhook(delivery.webhookId);
  // Deleted or gone: nothing is sent there any more, not even what was on its way.
  if (webhook === undefined || webhook.disabledAt !== null) return;

  const outcome = await post(webhook, delivery);
  const meaning = "status" in outcome ? meaningOf(outcome.status) : "failed";
  const { webhookId, eventId, eventType, attempt } = delivery;
  // Never the URL, whose path may be a secret, nor the body.
  const fields = { webhookId, eventId, eventType, attempt, ...outcome };
  if (meaning === "delivered") return log.info("webhook delivered", fields);
  log.warn("webhook not delivered", { ...fields, meaning });
  if (meaning === "gone") return disableWebhook(webhookId, systemClock());
  if (attempt >= attemptsMax) return sendToDeadLetters(delivery);
  return sendAgain(delivery, retryDelaySeconds(attempt, retrySeconds, Math.random()));
};

const post = async ({ webhookId, url }: Webhook, { eventId, attempt, body }: Delivery): Promise<PostOutcome> => {
  // The last attempt is made in any case.
  if (attempt < attemptsMax && silent.isResting(webhookId)) return { reason: "SILENT_LATELY" };
  const secret = await secretOf(webhookId);
  const outcome = await safePost({
    url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Encore-Webhooks/1",
      ...signatureHeaders(secret, { id: eventId, timestamp: systemClock(), body }),
    },
    body,
    timeoutMs,
    allowsLocal,
  });
  silent.note(webhookId, "status" in outcome);
  return outcome;
};

import { log } from "#functions/shared/log.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { systemClock } from "#functions/shared/time.ts";
import { circuitBreaker } from "#functions/webhooks/circuit-breaker.ts";
import { sendToDeadLetters } from "#functions/webhooks/dead-letter-messages.ts";
import { retryDelivery } from "#functions/webhooks/delivery-messages.ts";
import { type Delivery, meaningOf, retryDelaySeconds } from "#functions/webhooks/rules/delivery.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";
import { signatureHeaders } from "#functions/webhooks/rules/webhook-signature.ts";
import { type PostOutcome, safePost } from "#functions/webhooks/safe-post.ts";
import { secretOf } from "#functions/webhooks/webhook-secret.ts";
import { disableWebhook, readWebhook } from "#functions/webhooks/webhook-store.ts";

export interface DeliveryOptions {
  /** How long a receiver may take to respond. */
  readonly timeoutMs: number;
  readonly attemptsMax: number;
  /** How long after the first attempt the second one follows. */
  readonly retrySeconds: number;
  /** Whether this machine may be called, for development. */
  readonly allowsLocal: boolean;
}

const breaker = circuitBreaker();

/**
 * Makes one attempt to send an event to a webhook. After a failure the delivery is tried again later; after the last
 * attempt it becomes a dead letter. A receiver that responds with 410 Gone has its webhook disabled.
 */
export const deliverWebhook = async (delivery: Delivery, options: DeliveryOptions): Promise<void> => {
  const webhook = await readWebhook(delivery.webhookId);
  // Deleted or disabled: deliveries that are still in the SQS queue are dropped.
  if (webhook === undefined || webhook.disabledAt !== null) return;

  const outcome = await post(webhook, delivery, options);
  const meaning = "status" in outcome ? meaningOf(outcome.status) : "failed";
  writeMetrics({ DeliveriesFailed: meaning === "delivered" ? 0 : 1 });
  const { webhookId, eventId, eventType, attempt } = delivery;
  // Never the URL, whose path may be a secret, nor the body.
  const fields = { webhookId, eventId, eventType, attempt, ...outcome };
  if (meaning === "delivered") return log.info("webhook delivered", fields);
  log.warn("webhook not delivered", { ...fields, meaning });
  if (meaning === "gone") return disableWebhook(webhookId, systemClock());
  if (attempt >= options.attemptsMax) return sendToDeadLetters(delivery);
  return retryDelivery(delivery, retryDelaySeconds(attempt, options.retrySeconds, Math.random()));
};

const post = async (
  { webhookId, url }: Webhook,
  { eventId, attempt, body }: Delivery,
  { timeoutMs, attemptsMax, allowsLocal }: DeliveryOptions,
): Promise<PostOutcome> => {
  // The last attempt is made in any case.
  if (attempt < attemptsMax && breaker.isOpen(webhookId)) return { reason: "CIRCUIT_OPEN" };
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
  breaker.record(webhookId, "status" in outcome);
  return outcome;
};

/** The delivery of an event to one webhook, and when it is retried. Pure. */
import * as z from "zod/mini";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { SQS_DELAY_SECONDS_MAX } from "#functions/shared/sqs-limits.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";

export const DeliverySchema = z.object({
  webhookId: z.string(),
  /** Number of the attempt, from 1. */
  attempt: z.int().check(z.gte(1)),
  eventId: z.string(),
  eventType: z.string(),
  /** The event as JSON, byte for byte as it is signed and sent. */
  body: z.string(),
});

export type Delivery = z.infer<typeof DeliverySchema>;

export const newDelivery = ({ webhookId }: Webhook, event: EncoreEvent): Delivery => ({
  webhookId,
  attempt: 1,
  eventId: event.id,
  eventType: event.type,
  body: JSON.stringify(event),
});

const GROWTH = 3;
const JITTER = 0.2;

/**
 * How long to wait after a failed attempt, in seconds: three times as long after each, 900 seconds at most, and up to a
 * fifth more or less, so that deliveries that failed together do not return together.
 * @param random from 0 to 1
 */
export const retryDelaySeconds = (attempt: number, firstSeconds: number, random: number): number => {
  const delay = Math.min(firstSeconds * GROWTH ** (attempt - 1), SQS_DELAY_SECONDS_MAX);
  return Math.min(Math.round(delay * (1 - JITTER + 2 * JITTER * random)), SQS_DELAY_SECONDS_MAX);
};

/** What the status of a response means. Only 200 to 299 confirms that the event has arrived. */
export const meaningOf = (status: number): "delivered" | "gone" | "failed" => {
  if (status >= 200 && status <= 299) return "delivered";
  return status === 410 ? "gone" : "failed";
};

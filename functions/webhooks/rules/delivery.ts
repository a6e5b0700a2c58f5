/** An event on its way to one webhook, and when it is tried again. Pure. */
import * as z from "zod/mini";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { SQS_DELAY_SECONDS_MAX } from "#functions/shared/sqs-limits.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";

export const Delivery = z.object({
  webhookId: z.string(),
  /** Tries so far, this one included. */
  attempt: z.int().check(z.gte(1)),
  eventId: z.string(),
  eventType: z.string(),
  /** The event as it is sent and signed, letter by letter. */
  body: z.string(),
});

export type Delivery = z.infer<typeof Delivery>;

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
 * How long to wait after an attempt that failed: three times as long after each, a quarter of an hour at most, and up to
 * a fifth more or less, so that what failed together does not come back together.
 * @param random from 0 to 1
 */
export const retryDelaySeconds = (attempt: number, firstSeconds: number, random: number): number => {
  const delay = Math.min(firstSeconds * GROWTH ** (attempt - 1), SQS_DELAY_SECONDS_MAX);
  return Math.min(Math.round(delay * (1 - JITTER + 2 * JITTER * random)), SQS_DELAY_SECONDS_MAX);
};

/** What an answer means: only a status from 200 to 299 says that the event has arrived. */
export const meaningOf = (status: number): "delivered" | "gone" | "failed" => {
  if (status >= 200 && status <= 299) return "delivered";
  return status === 410 ? "gone" : "failed";
};

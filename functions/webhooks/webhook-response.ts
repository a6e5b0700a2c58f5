import type * as z from "zod/mini";
import type { WebhookListSchema } from "#contract/webhooks.ts";
import { isoTime } from "#functions/shared/time.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";

type WebhookResponse = z.infer<typeof WebhookListSchema>["items"][number];

export const webhookResponse = (webhook: Webhook): WebhookResponse => ({
  ...webhook,
  eventTypes: webhook.eventTypes && [...webhook.eventTypes],
  createdAt: isoTime(webhook.createdAt),
  disabledAt: webhook.disabledAt === null ? null : isoTime(webhook.disabledAt),
});

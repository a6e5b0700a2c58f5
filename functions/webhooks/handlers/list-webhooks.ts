import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { webhookResponse } from "#functions/webhooks/rules/webhook.ts";
import { listWebhooks } from "#functions/webhooks/webhook-store.ts";

export const handler = httpHandler(webhookRoutes.listWebhooks, async () => ({
  status: 200,
  body: { items: (await listWebhooks()).map(webhookResponse) },
}));

import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { webhookResponse } from "#functions/webhooks/webhook-response.ts";
import { listWebhooks } from "#functions/webhooks/webhook-store.ts";

export const handler = httpHandler(webhookRoutes.listWebhooks, async () => {
  const webhooks = await listWebhooks();
  return { status: 200, body: { items: webhooks.map(webhookResponse) } };
});

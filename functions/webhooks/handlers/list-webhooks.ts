import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { webhookAnswer } from "#functions/webhooks/rules/webhook.ts";
import { listWebhooks } from "#functions/webhooks/webhook-store.ts";

export const handler = httpHandler(routes.listWebhooks, async () => ({
  status: 200,
  body: { items: (await listWebhooks()).map(webhookAnswer) },
}));

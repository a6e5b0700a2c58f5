import { webhookAnswer } from "#functions/events/webhook.ts";
import { listWebhooks } from "#functions/events/webhook-store.ts";
import { routes } from "#functions/routes.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";

export const handler = httpHandler(routes.listWebhooks, async () => ({
  status: 200,
  body: { items: (await listWebhooks()).map(webhookAnswer) },
}));

import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { deleteWebhook } from "#functions/webhooks/delete-webhook.ts";

export const handler = httpHandler(webhookRoutes.deleteWebhook, async ({ params }) => {
  await deleteWebhook(params.webhookId);
  return { status: 204 };
});

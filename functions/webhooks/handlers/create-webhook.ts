import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { createWebhook } from "#functions/webhooks/create-webhook.ts";
import { webhookResponse } from "#functions/webhooks/webhook-response.ts";

const rules = { webhooksMax: setting("webhooksMax"), allowsLocal: setting("webhookToLocal") === 1 };

export const handler = httpHandler(webhookRoutes.createWebhook, async ({ body, user, idempotencyKey }) => {
  const created = await createWebhook({ wanted: body, userId: user.userId, idempotencyKey }, rules);
  const { webhook, secret, headers } = created;
  return { status: 201, body: { ...webhookResponse(webhook), secret }, headers };
});

import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { transact } from "#functions/shared/transaction.ts";
import { removedWebhook } from "#functions/webhooks/webhook-store.ts";

export const handler = httpHandler(webhookRoutes.deleteWebhook, async ({ params }) => {
  const outcome = await transact(removedWebhook(params.webhookId));
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "refused") throw new Problem("WEBHOOK_NOT_FOUND");
  return { status: 204 };
});

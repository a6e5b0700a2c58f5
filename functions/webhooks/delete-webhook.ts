import { Problem } from "#functions/shared/problem.ts";
import { transact } from "#functions/shared/transaction.ts";
import { removedWebhook } from "#functions/webhooks/webhook-store.ts";

/**
 * Deletes a webhook, once. Deliveries still in the SQS queue find it gone and are dropped.
 * @throws Problem WEBHOOK_NOT_FOUND or REQUEST_IN_PROGRESS
 */
export const deleteWebhook = async (webhookId: string): Promise<void> => {
  const outcome = await transact(removedWebhook(webhookId));
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "refused") throw new Problem("WEBHOOK_NOT_FOUND");
};

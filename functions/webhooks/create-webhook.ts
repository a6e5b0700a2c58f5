import { readConcert } from "#functions/catalog/catalog-store.ts";
import { createOnce } from "#functions/shared/create-once.ts";
import { fingerprint, newId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { systemClock } from "#functions/shared/time.ts";
import type { Webhook } from "#functions/webhooks/rules/webhook.ts";
import { addressFlaw } from "#functions/webhooks/rules/webhook-address.ts";
import { secretOf } from "#functions/webhooks/webhook-secret.ts";
import { newWebhook, readCreatedWebhook } from "#functions/webhooks/webhook-store.ts";

export interface WebhookCreation {
  /** The body of the request. */
  readonly wanted: Pick<Webhook, "url"> & {
    readonly eventTypes?: Webhook["eventTypes"] | undefined;
    readonly concertId?: string | undefined;
  };
  readonly userId: string;
  readonly idempotencyKey: string | undefined;
}

export interface WebhookRules {
  readonly webhooksMax: number;
  /** Whether this machine may be called, for development. */
  readonly allowsLocal: boolean;
}

/**
 * Creates a webhook with a signing secret, or returns the one that the same request created before.
 * @returns the webhook, its secret, and the headers that mark a replay
 * @throws Problem VALIDATION_FAILED for an address that may not be called, CONCERT_NOT_FOUND, WEBHOOK_LIMIT_REACHED,
 * IDEMPOTENCY_KEY_REUSED or REQUEST_IN_PROGRESS
 */
export const createWebhook = async (
  { wanted, userId, idempotencyKey }: WebhookCreation,
  { webhooksMax, allowsLocal }: WebhookRules,
) => {
  const { url, eventTypes = null, concertId = null } = wanted;
  const flaw = addressFlaw(url, { allowsLocal });
  if (flaw !== undefined) throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.url", message: flaw }] });
  if (concertId !== null && (await readConcert(concertId)) === undefined) throw new Problem("CONCERT_NOT_FOUND");

  const webhookId = newId("whk", idempotencyKey, userId);
  const webhook: Webhook = {
    webhookId,
    url,
    eventTypes,
    concertId,
    createdAt: systemClock(),
    createdBy: userId,
    disabledAt: null,
  };
  // Before the webhook is created, so that none exists whose secret could not be returned.
  const secret = await secretOf(webhookId);
  const request = fingerprint(wanted);
  const { created, headers } = await createOnce(
    { created: webhook, request },
    newWebhook(webhook, request, webhooksMax),
    () => readCreatedWebhook(webhookId),
    (found) => (found.has("webhook") ? undefined : new Problem("WEBHOOK_LIMIT_REACHED", { webhooksMax })),
  );
  return { webhook: created, secret, headers };
};

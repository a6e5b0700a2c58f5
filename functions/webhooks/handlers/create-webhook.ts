import { webhookRoutes } from "#contract/webhooks.ts";
import { readConcert } from "#functions/catalog/catalog-store.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { REPLAYED } from "#functions/shared/idempotency.ts";
import { derivedId, fingerprint, freshId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";
import { type Webhook, webhookResponse } from "#functions/webhooks/rules/webhook.ts";
import { refusalOf } from "#functions/webhooks/rules/webhook-address.ts";
import { secretOf } from "#functions/webhooks/webhook-secret.ts";
import { newWebhook, readCreatedWebhook } from "#functions/webhooks/webhook-store.ts";

const webhooksMax = setting("webhooksMax");
const allowsLocal = setting("webhookToLocal") === 1;

export const handler = httpHandler(webhookRoutes.createWebhook, async ({ body, user, idempotencyKey }) => {
  const message = refusalOf(body.url, { allowsLocal });
  if (message !== undefined) throw new Problem("VALIDATION_FAILED", { errors: [{ field: "body.url", message }] });
  if (body.concertId !== undefined && (await readConcert(body.concertId)) === undefined) {
    throw new Problem("CONCERT_NOT_FOUND");
  }

  const webhook: Webhook = {
    webhookId: idempotencyKey === undefined ? freshId("whk") : derivedId("whk", user.userId, idempotencyKey),
    url: body.url,
    eventTypes: body.eventTypes ?? null,
    concertId: body.concertId ?? null,
    createdAt: systemClock(),
    createdBy: user.userId,
    disabledAt: null,
  };
  // Before it is made, so that there is none whose secret could not be told.
  const secret = await secretOf(webhook.webhookId);
  const request = fingerprint(body);
  const outcome = await transact(newWebhook(webhook, request, webhooksMax));
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "committed") return { status: 201, body: { ...webhookResponse(webhook), secret } };
  if (!outcome.found.has("webhook")) throw new Problem("WEBHOOK_LIMIT_REACHED", { webhooksMax });

  const made = await readCreatedWebhook(webhook.webhookId);
  if (made === undefined) throw new Problem("REQUEST_IN_PROGRESS");
  if (made.request !== request) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { status: 201, body: { ...webhookResponse(made.webhook), secret }, headers: REPLAYED };
});

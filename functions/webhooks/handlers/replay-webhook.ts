import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { Problem } from "#functions/shared/problem.ts";
import { setting } from "#functions/shared/settings.ts";
import { fromIsoTime, isoTime, systemClock } from "#functions/shared/time.ts";
import { sendReplay } from "#functions/webhooks/replay-messages.ts";
import { readWebhook } from "#functions/webhooks/webhook-store.ts";

const keptSeconds = setting("eventKeptSeconds");

export const handler = httpHandler(webhookRoutes.replayWebhook, async ({ params, body }) => {
  const now = systemClock();
  const from = fromIsoTime(body.from);
  const to = body.to === undefined ? now : Math.min(fromIsoTime(body.to), now);
  if (from < now - keptSeconds)
    throw refused("from", `Events are kept for ${keptSeconds} seconds; this is longer ago.`);
  if (from >= to) throw refused("to", "The period must begin in the past and end after it begins.");

  const webhook = await readWebhook(params.webhookId);
  if (webhook === undefined) throw new Problem("WEBHOOK_NOT_FOUND");
  if (webhook.disabledAt !== null) throw new Problem("WEBHOOK_DISABLED");
  await sendReplay({ webhookId: webhook.webhookId, from, to });
  const { webhookId } = webhook;
  return { status: 202, body: { webhookId, from: isoTime(from), to: isoTime(to), serverTime: isoTime(now) } };
});

const refused = (field: string, message: string): Problem =>
  new Problem("VALIDATION_FAILED", { errors: [{ field: `body.${field}`, message }] });

import { webhookRoutes } from "#contract/webhooks.ts";
import { httpHandler } from "#functions/shared/http/http-handler.ts";
import { setting } from "#functions/shared/settings.ts";
import { fromIsoTime, isoTime, systemClock } from "#functions/shared/time.ts";
import { replayWebhook } from "#functions/webhooks/replay-webhook.ts";

const keptSeconds = setting("eventKeptSeconds");

export const handler = httpHandler(webhookRoutes.replayWebhook, async ({ params, body }) => {
  const { webhookId } = params;
  const now = systemClock();
  const from = fromIsoTime(body.from);
  const to = body.to === undefined ? undefined : fromIsoTime(body.to);
  const period = await replayWebhook({ webhookId, from, to, now, keptSeconds });
  return {
    status: 202,
    body: { webhookId, from: isoTime(period.from), to: isoTime(period.to), serverTime: isoTime(now) },
  };
});

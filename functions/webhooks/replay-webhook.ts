import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { sendReplayTask } from "#functions/webhooks/replay-messages.ts";
import { readWebhook } from "#functions/webhooks/webhook-store.ts";

export interface ReplayRequest {
  readonly webhookId: string;
  readonly from: Seconds;
  /** Now if absent. */
  readonly to: Seconds | undefined;
  readonly now: Seconds;
  /** How long events are kept. */
  readonly keptSeconds: number;
}

/**
 * Starts a replay: the events of a period are sent to a webhook again, by send-replay.ts.
 * @returns the period, which ends now at the latest
 * @throws Problem VALIDATION_FAILED, WEBHOOK_NOT_FOUND or WEBHOOK_DISABLED
 */
export const replayWebhook = async ({ webhookId, from, now, keptSeconds, ...request }: ReplayRequest) => {
  const to = Math.min(request.to ?? now, now);
  if (from < now - keptSeconds) {
    throw refused("from", `Events are kept for ${keptSeconds} seconds; this is longer ago.`);
  }
  if (from >= to) throw refused("to", "The period must begin in the past and end after it begins.");

  const webhook = await readWebhook(webhookId);
  if (webhook === undefined) throw new Problem("WEBHOOK_NOT_FOUND");
  if (webhook.disabledAt !== null) throw new Problem("WEBHOOK_DISABLED");
  await sendReplayTask({ webhookId, from, to });
  return { from, to };
};

const refused = (field: string, message: string): Problem =>
  new Problem("VALIDATION_FAILED", { errors: [{ field: `body.${field}`, message }] });

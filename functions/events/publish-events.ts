import { putOnBus } from "#functions/events/event-bus.ts";
import { logEvents } from "#functions/events/event-log-store.ts";
import { type EncoreEvent, flawsOf } from "#functions/events/rules/event.ts";
import { environment } from "#functions/shared/environment.ts";
import { RESPONSE_CHECK_VARIABLE } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { setting } from "#functions/shared/settings.ts";
import { sendDeliveries } from "#functions/webhooks/delivery-messages.ts";
import { newDelivery } from "#functions/webhooks/rules/delivery.ts";
import { wants } from "#functions/webhooks/rules/webhook.ts";
import { listWebhooks } from "#functions/webhooks/webhook-store.ts";

const enforced = environment(RESPONSE_CHECK_VARIABLE) === "enforce";
const keptSeconds = setting("eventKeptSeconds");

/** An event that breaks its schema is not told where the stage enforces that, and told and noted where it does not. */
const breaksRule = (event: EncoreEvent): boolean => {
  const flaws = flawsOf(event);
  if (flaws === undefined) return false;
  log.error("event breaks its schema", new Error(flaws), { eventType: event.type, eventId: event.id });
  return enforced;
};

/**
 * Tells everybody who listens: the bus, the log that replays are made from, and the webhooks. At least once: events
 * that did not get everywhere are returned, to be told again.
 */
export const publishEvents = async (events: readonly EncoreEvent[]): Promise<ReadonlySet<EncoreEvent>> => {
  const wrong = events.filter(breaksRule);
  const right = events.filter((event) => !wrong.includes(event));
  if (right.length === 0) return new Set(wrong);
  const failed = await Promise.all([putOnBus(right), logEvents(right, keptSeconds), sendToWebhooks(right)]);
  return new Set([...wrong, ...failed.flat()]);
};

const sendToWebhooks = async (events: readonly EncoreEvent[]): Promise<readonly EncoreEvent[]> => {
  try {
    const webhooks = await listWebhooks();
    const deliveries = events.flatMap((event) =>
      webhooks.filter((webhook) => wants(webhook, event)).map((webhook) => newDelivery(webhook, event)),
    );
    const failed = new Set((await sendDeliveries(deliveries)).map(({ eventId }) => eventId));
    return events.filter(({ id }) => failed.has(id));
  } catch (error) {
    log.error("webhooks not read", error);
    return events;
  }
};

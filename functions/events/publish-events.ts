import { putOnBus } from "#functions/events/event-bus.ts";
import { logEvents } from "#functions/events/event-log-store.ts";
import { type EncoreEvent, flawsOf } from "#functions/events/rules/event.ts";
import { causingRequest } from "#functions/shared/cause.ts";
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

/** Whether an event breaks its schema in a stage that enforces schemas. In another stage it is logged and published. */
const isRefused = (event: EncoreEvent): boolean => {
  const flaws = flawsOf(event);
  if (flaws === undefined) return false;
  log.error("event breaks its schema", new Error(flaws), { eventType: event.type, eventId: event.id });
  return enforced;
};

type RequestOf = (event: EncoreEvent) => string | undefined;

/** Why an event was not published: something was out of reach, or no publication can succeed. */
export type NotPublished = "failed" | "refused";

/**
 * Publishes events on the bus, in the log that replays read, and to webhooks; each at least once.
 * @param requestOf the id of the request that an event follows from, if there is one
 * @returns the events that did not reach all three. The caller must publish those that failed again
 */
export const publishEvents = async (
  events: readonly EncoreEvent[],
  requestOf: RequestOf = causingRequest,
): Promise<ReadonlyMap<EncoreEvent, NotPublished>> => {
  const refused = new Set(events.filter(isRefused));
  const valid = events.filter((event) => !refused.has(event));
  const failed =
    valid.length === 0
      ? []
      : await Promise.all([
          putOnBus(valid, requestOf),
          logEvents(valid, keptSeconds),
          sendToWebhooks(valid, requestOf),
        ]);
  return new Map([
    ...failed.flat().map((event) => [event, "failed"] as const),
    ...Array.from(refused, (event) => [event, "refused"] as const),
  ]);
};

/**
 * Sends the messages of the deliveries to each webhook that wants an event.
 * @returns the events with a failed message
 */
const sendToWebhooks = async (
  events: readonly EncoreEvent[],
  requestOf: RequestOf,
): Promise<readonly EncoreEvent[]> => {
  try {
    const webhooks = await listWebhooks();
    const deliveries = new Map(
      events.flatMap((event) =>
        webhooks
          .filter((webhook) => wants(webhook, event))
          .map((webhook) => [newDelivery(webhook, event), requestOf(event)] as const),
      ),
    );
    const refused = await sendDeliveries([...deliveries.keys()], (delivery) => deliveries.get(delivery));
    const failed = new Set(refused.map(({ eventId }) => eventId));
    return events.filter(({ id }) => failed.has(id));
  } catch (error) {
    log.error("webhooks not read", error);
    return events;
  }
};

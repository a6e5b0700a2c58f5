import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { environment } from "#functions/shared/environment.ts";
import { EVENT_BUS_VARIABLE } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { fromIsoTime } from "#functions/shared/time.ts";

const SOURCE = "encore";
/** What one PutEvents call takes. */
const ENTRIES_MAX = 10;

const busName = environment(EVENT_BUS_VARIABLE);
const bus = new EventBridgeClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 4000, throwOnRequestTimeout: true },
});

const entryOf = (event: EncoreEvent) => ({
  EventBusName: busName,
  Source: SOURCE,
  DetailType: event.type,
  Time: new Date(fromIsoTime(event.time) * 1000),
  Detail: JSON.stringify(event),
});

/** Puts events on the bus, at least once, and returns those that did not get there. */
export const putOnBus = async (events: readonly EncoreEvent[]): Promise<readonly EncoreEvent[]> => {
  const failed: EncoreEvent[] = [];
  for (let start = 0; start < events.length; start += ENTRIES_MAX) {
    const batch = events.slice(start, start + ENTRIES_MAX);
    try {
      const { Entries: results = [] } = await bus.send(new PutEventsCommand({ Entries: batch.map(entryOf) }));
      failed.push(...batch.filter((_, index) => results[index]?.ErrorCode !== undefined));
    } catch (error) {
      log.error("events not published", error);
      failed.push(...batch);
    }
  }
  return failed;
};

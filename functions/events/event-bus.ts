import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { CLIENT_SETTINGS, endWithAnswer } from "#functions/shared/aws.ts";
import { environment } from "#functions/shared/environment.ts";
import { EVENT_BUS_VARIABLE } from "#functions/shared/grants.ts";
import { sendInBatches } from "#functions/shared/in-batches.ts";
import { fromIsoTime } from "#functions/shared/time.ts";

const SOURCE = "encore";

const busName = environment(EVENT_BUS_VARIABLE);
const bus = endWithAnswer(new EventBridgeClient(CLIENT_SETTINGS));

const entryOf = (event: EncoreEvent, requestId: string | undefined) => ({
  EventBusName: busName,
  Source: SOURCE,
  DetailType: event.type,
  Time: new Date(fromIsoTime(event.time) * 1000),
  Detail: JSON.stringify(event),
  // Beside the event, which is the same for every receiver. Problem documents name the request in the same form.
  ...(requestId !== undefined && { Resources: [`urn:request:${requestId}`] }),
});

/** Puts events on the bus, each at least once. @returns those that the bus did not accept */
export const putOnBus = (
  events: readonly EncoreEvent[],
  requestOf: (event: EncoreEvent) => string | undefined,
): Promise<readonly EncoreEvent[]> =>
  sendInBatches(events, async (batch) => {
    const { Entries: results = [] } = await bus.send(
      new PutEventsCommand({ Entries: batch.map((event) => entryOf(event, requestOf(event))) }),
    );
    return results.flatMap(({ ErrorCode: refusal }, index) => (refusal === undefined ? [] : [index]));
  });

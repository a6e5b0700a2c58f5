/** The envelope of every event, on the bus and in webhooks. Pure. */
import type { EventType } from "#contract/event-type-names.ts";
import { EVENT_TYPES, type EventData, eventSchema } from "#contract/events.ts";
import { derivedId } from "#functions/shared/ids.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface EncoreEvent {
  /** The same each time the event is published. */
  readonly id: string;
  readonly type: EventType;
  readonly version: number;
  /** When it happened, to the second. */
  readonly time: string;
  readonly data: EventData;
}

/**
 * Makes an event. Its id is derived from `identity`, so that every publication of a change has the same id.
 * @param identity what sets the change apart from every other of its type, such as a reservation's id; the same each
 * time the change is published
 */
export const newEvent = <T extends EventType>(
  type: T,
  identity: readonly string[],
  at: Seconds,
  data: EventData<T>,
): EncoreEvent => ({
  id: derivedId("evt", type, ...identity),
  type,
  version: EVENT_TYPES[type].version,
  time: isoTime(at),
  data,
});

/** What is wrong with an event by the schema of its type, in one line; undefined if nothing is. */
export const flawsOf = (event: EncoreEvent): string | undefined =>
  eventSchema(event.type)
    .safeParse(event)
    .error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    .join("; ");

/** The form in which every event is told, on the bus and to webhooks. Pure. */
import type { EventType } from "#contract/event-type-names.ts";
import { EVENT_TYPES, type EventData, eventSchema } from "#contract/events.ts";
import { derivedId } from "#functions/shared/ids.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface EncoreEvent {
  /** The same however often the event is told. */
  readonly id: string;
  readonly type: EventType;
  readonly version: number;
  /** When it happened, to the second. */
  readonly time: string;
  readonly data: EventData;
}

/**
 * Makes an event.
 * @param happening what tells it from every other event of its type, known whenever it is told again
 */
export const newEvent = <T extends EventType>(
  type: T,
  happening: readonly string[],
  at: Seconds,
  data: EventData<T>,
): EncoreEvent => ({
  id: derivedId("evt", type, ...happening),
  type,
  version: EVENT_TYPES[type].version,
  time: isoTime(at),
  data,
});

/** What is wrong with an event by its own schema, in one line; undefined if nothing is. */
export const flawsOf = (event: EncoreEvent): string | undefined =>
  eventSchema(event.type)
    .safeParse(event)
    .error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    .join("; ");

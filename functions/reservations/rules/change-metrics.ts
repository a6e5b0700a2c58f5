/** What published changes of reservations add to the metrics. Pure. */
import type { EventType } from "#contract/event-type-names.ts";
import type { MetricName } from "#functions/shared/metric-names.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** Other changes, such as an extension, are in the log of events alone. */
const METRIC_OF_EVENT: Readonly<Partial<Record<EventType, MetricName>>> = {
  "reservation.held": "Holds",
  "reservation.paid": "Payments",
  "reservation.expired": "HoldsExpired",
  "reservation.cancelled": "Cancellations",
};

export interface PublishedChange {
  readonly type: EventType;
  /** When the reservation changed. */
  readonly at: Seconds;
}

/** Counts the changes of each kind, and says how long the oldest of them waited. Undefined if there are none. */
export const changeMetrics = (
  published: readonly PublishedChange[],
  now: Seconds,
): Readonly<Partial<Record<MetricName, number>>> | undefined => {
  if (published.length === 0) return undefined;
  const counts: Partial<Record<MetricName, number>> = {};
  for (const { type } of published) {
    const metric = METRIC_OF_EVENT[type];
    if (metric !== undefined) counts[metric] = (counts[metric] ?? 0) + 1;
  }
  // Streams give the time of a change in whole seconds, and clocks differ.
  const oldest = Math.min(...published.map(({ at }) => at));
  return { ...counts, EventLagSeconds: Math.max(0, now - oldest) };
};

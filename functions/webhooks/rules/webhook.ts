/** A place that an operator wants events sent to. Pure. */

import type { EventType } from "#contract/event-type-names.ts";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  /** Those wanted; null: all, also those that there will be. */
  readonly eventTypes: readonly EventType[] | null;
  /** The concert whose events are wanted; null: of all. */
  readonly concertId: string | null;
  readonly createdAt: Seconds;
  /** User id of the operator. */
  readonly createdBy: string;
  /** When its receiver said that it is gone for good. */
  readonly disabledAt: Seconds | null;
}

/** Whether an event is to be sent there. */
export const wants = (webhook: Webhook, event: EncoreEvent): boolean =>
  webhook.disabledAt === null &&
  (webhook.eventTypes === null || webhook.eventTypes.includes(event.type)) &&
  (webhook.concertId === null || webhook.concertId === event.data.concertId);

export const webhookResponse = (webhook: Webhook) => ({
  ...webhook,
  createdAt: isoTime(webhook.createdAt),
  disabledAt: webhook.disabledAt === null ? null : isoTime(webhook.disabledAt),
});

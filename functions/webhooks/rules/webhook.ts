/** A webhook: a URL to which an operator has events sent. Pure. */
import type { EventType } from "#contract/event-type-names.ts";
import type { EncoreEvent } from "#functions/events/rules/event.ts";
import type { Seconds } from "#functions/shared/time.ts";

export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  /** The event types to send; null: all, including future ones. */
  readonly eventTypes: readonly EventType[] | null;
  /** The concert whose events to send; null: all concerts. */
  readonly concertId: string | null;
  readonly createdAt: Seconds;
  /** User id of the operator who created it. */
  readonly createdBy: string;
  /** When its receiver responded with 410 Gone; nothing has been sent since. null: in use. */
  readonly disabledAt: Seconds | null;
}

/** Whether an event is to be sent to a webhook. */
export const wants = (webhook: Webhook, event: EncoreEvent): boolean =>
  webhook.disabledAt === null &&
  (webhook.eventTypes === null || webhook.eventTypes.includes(event.type)) &&
  (webhook.concertId === null || webhook.concertId === event.data.concertId);

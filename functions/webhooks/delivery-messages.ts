import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";
import type { Delivery } from "#functions/webhooks/rules/delivery.ts";

const { send, sendAll } = sqsSender<Delivery>(SQS_QUEUE_VARIABLES.webhookDelivery);

/** Sends deliveries on their way, at least once, and returns those that did not get there. */
export const sendDeliveries = sendAll;

/** Has a delivery tried again later. */
export const sendAgain = (delivery: Delivery, delaySeconds: number): Promise<void> =>
  send({ ...delivery, attempt: delivery.attempt + 1 }, delaySeconds);

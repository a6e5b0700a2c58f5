import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";
import type { Delivery } from "#functions/webhooks/rules/delivery.ts";

const { send, sendAll } = sqsSender<Delivery>(SQS_QUEUE_VARIABLES.webhookDelivery);

/** Sends the messages of new deliveries, each at least once. @returns those that SQS did not accept */
export const sendDeliveries = sendAll;

/** Sends a delivery to its next attempt, after a delay. */
export const retryDelivery = (delivery: Delivery, delaySeconds: number): Promise<void> =>
  send({ ...delivery, attempt: delivery.attempt + 1 }, delaySeconds);

import { DEAD_LETTER_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";
import type { Delivery } from "#functions/webhooks/rules/delivery.ts";

const { send } = sqsSender<Delivery>(DEAD_LETTER_VARIABLES.webhookDelivery);

/** Adds a delivery to the dead letters, for an operator. Moved back to its SQS queue, it has all its attempts again. */
export const sendToDeadLetters = (delivery: Delivery): Promise<void> => send({ ...delivery, attempt: 1 });

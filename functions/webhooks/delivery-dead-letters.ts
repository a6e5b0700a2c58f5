import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { environment } from "#functions/shared/environment.ts";
import { DEAD_LETTER_VARIABLES } from "#functions/shared/grants.ts";
import { sqs } from "#functions/shared/sqs.ts";
import type { Delivery } from "#functions/webhooks/rules/delivery.ts";

const deadLettersUrl = environment(DEAD_LETTER_VARIABLES.webhookDelivery);

/** Sets a delivery apart for somebody to look at. Moved back to its queue, it has all its attempts again. */
export const sendToDeadLetters = async (delivery: Delivery): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({ QueueUrl: deadLettersUrl, MessageBody: JSON.stringify({ ...delivery, attempt: 1 }) }),
  );
};

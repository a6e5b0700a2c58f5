import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { environment } from "#functions/shared/environment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { sqs } from "#functions/shared/sqs.ts";
import type { Delivery } from "#functions/webhooks/rules/delivery.ts";

/** What one SendMessageBatch call takes. */
const ENTRIES_MAX = 10;

const queueUrl = environment(SQS_QUEUE_VARIABLES.webhookDelivery);

/** Sends deliveries on their way, at least once, and returns those that did not get there. */
export const sendDeliveries = async (deliveries: readonly Delivery[]): Promise<readonly Delivery[]> => {
  const failed: Delivery[] = [];
  for (let start = 0; start < deliveries.length; start += ENTRIES_MAX) {
    const batch = deliveries.slice(start, start + ENTRIES_MAX);
    try {
      const { Failed: refused = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((delivery, index) => ({ Id: String(index), MessageBody: JSON.stringify(delivery) })),
        }),
      );
      const ids = new Set(refused.map(({ Id: id }) => id));
      failed.push(...batch.filter((_, index) => ids.has(String(index))));
    } catch (error) {
      log.error("deliveries not sent", error);
      failed.push(...batch);
    }
  }
  return failed;
};

/** Has a delivery tried again later. */
export const sendAgain = async (delivery: Delivery, delaySeconds: number): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ ...delivery, attempt: delivery.attempt + 1 }),
      DelaySeconds: delaySeconds,
    }),
  );
};

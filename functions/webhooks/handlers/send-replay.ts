import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { firstSlice, nextSlice, readSlice } from "#functions/events/event-log-store.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { failedMessages, readMessages } from "#functions/shared/sqs-batch.ts";
import { sendDeliveries } from "#functions/webhooks/delivery-messages.ts";
import { Replay, sendReplay } from "#functions/webhooks/replay-messages.ts";
import { newDelivery } from "#functions/webhooks/rules/delivery.ts";
import { wants } from "#functions/webhooks/rules/webhook.ts";
import { readWebhook } from "#functions/webhooks/webhook-store.ts";

/** A step ends after so many reads, so that it takes seconds; the next one goes on where it ended. */
const READS_PER_STEP = 60;
const EVENTS_PER_READ = 50;

/** Takes replays a step further. A step that fails is repeated, so some events may be sent once more. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { messages, malformed } = readMessages(Replay, event.Records);
  const failed = await forEachLimit(messages, 1, async ({ body }) => {
    const rest = await takeStep(body);
    if (rest !== undefined) await sendReplay(rest);
  });
  return failedMessages([...malformed, ...failed.map((message) => message.messageId)]);
};

/** @returns what is left of it, or undefined if that is nothing */
const takeStep = async (replay: Replay): Promise<Replay | undefined> => {
  const webhook = await readWebhook(replay.webhookId);
  if (webhook === undefined) return undefined;
  let at: Replay["at"] = replay.at ?? firstSlice(replay.from);
  for (let reads = 0; reads < READS_PER_STEP && at !== undefined; reads += 1) {
    const { events, next } = await readSlice(at, replay, { limit: EVENTS_PER_READ, after: at.after });
    const deliveries = events.filter((event) => wants(webhook, event)).map((event) => newDelivery(webhook, event));
    const failed = await sendDeliveries(deliveries);
    if (failed.length > 0) throw new Error(`${failed.length} deliveries of a replay could not be sent.`);
    at = next === undefined ? nextSlice(at, replay.to) : { hour: at.hour, shard: at.shard, after: next };
  }
  return at && { ...replay, at };
};

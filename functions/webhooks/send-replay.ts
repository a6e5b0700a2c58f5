import { firstSlice, nextSlice, readSlice } from "#functions/events/event-log-store.ts";
import { sendDeliveries } from "#functions/webhooks/delivery-messages.ts";
import { type ReplayTask, sendReplayTask } from "#functions/webhooks/replay-messages.ts";
import { newDelivery } from "#functions/webhooks/rules/delivery.ts";
import { wants } from "#functions/webhooks/rules/webhook.ts";
import { readWebhook } from "#functions/webhooks/webhook-store.ts";

/** Reads of a step, so that it takes seconds. */
const READS_PER_STEP = 60;
const EVENTS_PER_READ = 50;
/** Seven quiet days take 23 steps; this many read three million events. Lambda no longer ends the chain, so it ends here. */
export const STEPS_MAX = 1000;

/**
 * Takes a replay one step further, and sends the message for the next step. A step that fails is repeated, so some
 * events may be sent twice. The replay of a deleted webhook ends.
 * @param sendNext sends the message for the next step
 * @throws Error after STEPS_MAX steps, so that what is left becomes a dead letter
 */
export const sendReplay = async (task: ReplayTask, sendNext = sendReplayTask): Promise<void> => {
  const { steps = 0 } = task;
  if (steps >= STEPS_MAX) throw new Error(`A replay to ${task.webhookId} has not ended after ${STEPS_MAX} steps.`);
  const rest = await takeStep({ ...task, steps: steps + 1 });
  if (rest !== undefined) await sendNext(rest);
};

/** @returns what is left of the replay, or undefined at its end */
const takeStep = async (task: ReplayTask): Promise<ReplayTask | undefined> => {
  const webhook = await readWebhook(task.webhookId);
  if (webhook === undefined) return undefined;
  let at: ReplayTask["at"] = task.at ?? firstSlice(task.from);
  for (let reads = 0; reads < READS_PER_STEP && at !== undefined; reads += 1) {
    const { events, next } = await readSlice(at, task, { limit: EVENTS_PER_READ, after: at.after });
    const deliveries = events.filter((event) => wants(webhook, event)).map((event) => newDelivery(webhook, event));
    const failed = await sendDeliveries(deliveries);
    if (failed.length > 0) throw new Error(`${failed.length} deliveries of a replay could not be sent.`);
    at = next === undefined ? nextSlice(at, task.to) : { hour: at.hour, shard: at.shard, after: next };
  }
  return at && { ...task, at };
};

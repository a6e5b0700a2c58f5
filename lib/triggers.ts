import type { Api } from "#lib/api.ts";
import { followStream, readSqsQueue } from "#lib/event-sources.ts";
import type { EncoreFunction } from "#lib/function.ts";
import type { Resources } from "#lib/resources.ts";
import { MinutelySchedule } from "#lib/schedule.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";

/**
 * Connects each function to its trigger.
 * @returns the dead letter queues that this created
 */
export const connect = (
  functions: readonly EncoreFunction[],
  api: Api,
  resources: Resources,
): readonly DeadLetterQueue[] => functions.flatMap((target) => connectOne(target, api, resources));

const connectOne = (target: EncoreFunction, api: Api, resources: Resources): readonly DeadLetterQueue[] => {
  const {
    entry: { trigger },
    stage: { keepsData },
  } = target;
  switch (trigger.kind) {
    case "authorizer":
      // The API knows it from the start: its routes name it.
      return [];
    case "routes":
    case "unmatched-request":
      api.addRoutes(target);
      return [];
    case "sqs":
      readSqsQueue(target, { ...trigger, queue: resources.sqsQueues[trigger.queue].queue });
      return [];
    case "stream":
      return [followStream(target, { ...trigger, keepsData, source: resources.tables[trigger.table] })];
    case "schedule":
      new MinutelySchedule(target, "Schedule", { target, everyMinutes: trigger.everyMinutes });
      return [];
  }
};

import type { Api } from "#lib/api.ts";
import { followStream, readQueue } from "#lib/event-sources.ts";
import type { EncoreFunction } from "#lib/function.ts";
import type { Resources } from "#lib/resources.ts";
import { MinutelySchedule } from "#lib/schedule.ts";
import type { DeadLetterQueue } from "#lib/sqs-worker-queue.ts";

/**
 * Has each function started by what its entry names.
 * @returns the dead letter queues that this needed
 */
export const connect = (
  functions: readonly EncoreFunction[],
  api: Api,
  resources: Resources,
): readonly DeadLetterQueue[] => functions.flatMap((target) => connectOne(target, api, resources));

const connectOne = (target: EncoreFunction, api: Api, resources: Resources): readonly DeadLetterQueue[] => {
  const { trigger } = target.entry;
  switch (trigger?.kind) {
    case undefined:
    case "unmatched-request":
      api.addRoutes(target);
      return [];
    case "queue":
      readQueue(target, { ...trigger, queue: resources.queues[trigger.queue].queue });
      return [];
    case "stream":
      return [followStream(target, { ...trigger, source: resources.tables[trigger.table] })];
    case "schedule":
      new MinutelySchedule(target, "Schedule", { target, everyMinutes: trigger.everyMinutes });
      return [];
  }
};

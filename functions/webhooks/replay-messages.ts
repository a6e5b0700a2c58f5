import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

/** A period whose events are sent to a webhook again, and how far the replay has got. */
export const ReplayTaskSchema = z.object({
  webhookId: z.string(),
  from: z.int(),
  to: z.int(),
  /** Where it goes on; absent at the beginning. */
  at: z.optional(z.object({ hour: z.int(), shard: z.int(), after: z.optional(z.string()) })),
  /** Steps already taken; none if absent. */
  steps: z.optional(z.int().check(z.gte(0))),
});

export type ReplayTask = z.infer<typeof ReplayTaskSchema>;

export const { send: sendReplayTask } = sqsSender<ReplayTask>(SQS_QUEUE_VARIABLES.webhookReplay);

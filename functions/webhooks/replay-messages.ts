import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

/** A period whose events are to be sent to a webhook again, and how far that has come. */
export const Replay = z.object({
  webhookId: z.string(),
  from: z.int(),
  to: z.int(),
  /** Where it goes on; absent at the beginning. */
  at: z.optional(z.object({ hour: z.int(), shard: z.int(), after: z.optional(z.string()) })),
});

export type Replay = z.infer<typeof Replay>;

export const { send: sendReplay } = sqsSender<Replay>(SQS_QUEUE_VARIABLES.webhookReplay);

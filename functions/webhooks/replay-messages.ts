import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqs } from "#functions/shared/sqs.ts";

/** A period whose events are to be sent to a webhook again, and how far that has come. */
export const Replay = z.object({
  webhookId: z.string(),
  from: z.int(),
  to: z.int(),
  /** Where it goes on; absent at the beginning. */
  at: z.optional(z.object({ hour: z.int(), shard: z.int(), after: z.optional(z.string()) })),
});

export type Replay = z.infer<typeof Replay>;

const queueUrl = environment(SQS_QUEUE_VARIABLES.webhookReplay);

export const sendReplay = async (replay: Replay): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(replay) }));
};

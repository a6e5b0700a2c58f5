import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqs } from "#functions/shared/sqs.ts";

/** A join on its way to its number. `generation` makes any repeat of it harmless. */
export const Join = z.object({
  concertId: z.string(),
  userId: z.string(),
  generation: z.int().check(z.positive()),
  joinedAt: z.int(),
});

export type Join = z.infer<typeof Join>;

const queueUrl = environment(QUEUE_VARIABLES.join);

export const sendJoin = async (join: Join): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(join) }));
};

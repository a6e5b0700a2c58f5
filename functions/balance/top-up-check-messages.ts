/** Messages that say "look at this top-up". They carry no outcome: that is asked of the gateway, so nobody can make one up. */
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { environment } from "#functions/shared/environment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { setting } from "#functions/shared/settings.ts";
import { sqs } from "#functions/shared/sqs.ts";

export const TopUpCheck = z.object({
  userId: z.string(),
  topUpId: z.string(),
  /** Which of our own looks it is, from 1; absent if somebody asked for it: the gateway with a callback, say. */
  check: z.optional(z.int().check(z.gte(1))),
});

export type TopUpCheck = z.infer<typeof TopUpCheck>;

type Named = Pick<TopUpCheck, "userId" | "topUpId">;

/** Our own looks at a top-up that the gateway has not heard of; after the last it counts as never begun. */
export const CHECKS_MAX = 4;
/** The longest delay SQS knows. */
const DELAY_SECONDS_MAX = 900;

const queueUrl = environment(SQS_QUEUE_VARIABLES.topUpCheck);
const checkSeconds = setting("topUpCheckSeconds");

const send = async (body: TopUpCheck, delaySeconds: number): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(body),
      DelaySeconds: Math.min(DELAY_SECONDS_MAX, delaySeconds),
    }),
  );
};

/** Has a top-up looked at after a while, each time after twice as long. */
export const scheduleCheck = ({ userId, topUpId }: Named, check: number): Promise<void> =>
  send({ userId, topUpId, check }, checkSeconds * 2 ** (check - 1));

/** Has a top-up looked at now: what a callback of the gateway comes to. */
export const sendCheck = ({ userId, topUpId }: Named): Promise<void> => send({ userId, topUpId }, 0);

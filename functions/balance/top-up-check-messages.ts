/** Messages that ask to check a top-up. They carry no outcome: the gateway is asked for it, so nobody can forge one. */
import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { setting } from "#functions/shared/settings.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

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
const { send } = sqsSender<TopUpCheck>(SQS_QUEUE_VARIABLES.topUpCheck);
const checkSeconds = setting("topUpCheckSeconds");

/** Has a top-up checked after a while, each time after twice as long. */
export const scheduleCheck = ({ userId, topUpId }: Named, check: number): Promise<void> =>
  send({ userId, topUpId, check }, checkSeconds * 2 ** (check - 1));

/** Has a top-up checked now: what a callback of the gateway leads to. */
export const sendCheck = ({ userId, topUpId }: Named): Promise<void> => send({ userId, topUpId });

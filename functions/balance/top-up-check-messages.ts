/** Messages that ask for a check of a top-up. They carry no result: the gateway is asked for that, so none can be forged. */
import * as z from "zod/mini";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { setting } from "#functions/shared/settings.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

export const TopUpCheck = z.object({
  userId: z.string(),
  topUpId: z.string(),
  /** The number of a scheduled check, from 1; absent if the check was requested, for example by a callback. */
  check: z.optional(z.int().check(z.gte(1))),
});

export type TopUpCheck = z.infer<typeof TopUpCheck>;

type Named = Pick<TopUpCheck, "userId" | "topUpId">;

/** Scheduled checks of a top-up of which the gateway has no record; after the last it counts as never begun. */
export const CHECKS_MAX = 4;

const { send } = sqsSender<TopUpCheck>(SQS_QUEUE_VARIABLES.topUpCheck);
const checkSeconds = setting("topUpCheckSeconds");

/** Schedules a check. Each one follows after twice the time of the one before. */
export const scheduleCheck = ({ userId, topUpId }: Named, check: number): Promise<void> =>
  send({ userId, topUpId, check }, checkSeconds * 2 ** (check - 1));

/** Requests a check at once, as a callback of the gateway does. */
export const requestCheck = ({ userId, topUpId }: Named): Promise<void> => send({ userId, topUpId });

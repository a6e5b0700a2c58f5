import type { Join } from "#functions/queue/rules/join.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

/** Sends a join to the SQS queue from which number-arrivals reads it. */
export const { send: sendJoin } = sqsSender<Join>(SQS_QUEUE_VARIABLES.join);

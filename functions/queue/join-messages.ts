import type { Join } from "#functions/queue/rules/join.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqsSender } from "#functions/shared/sqs.ts";

export const { send: sendJoin } = sqsSender<Join>(SQS_QUEUE_VARIABLES.join);

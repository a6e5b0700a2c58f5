import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Join } from "#functions/queue/rules/join.ts";
import { environment } from "#functions/shared/environment.ts";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { sqs } from "#functions/shared/sqs.ts";

const queueUrl = environment(SQS_QUEUE_VARIABLES.join);

export const sendJoin = async (join: Join): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(join) }));
};

/** The SQS queue of joins, on a server of its own. Import after startTestEnvironment(), and before the use cases. */
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { SQS_QUEUE_VARIABLES } from "#functions/shared/grants.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";

type JoinRecord = SQSEvent["Records"][number];

export interface JoinSqsQueue {
  /** Takes all messages out of the SQS queue, in the order in which they were sent. */
  readonly take: () => Promise<readonly JoinRecord[]>;
  readonly stop: () => Promise<void>;
}

export const startJoinSqsQueue = async (): Promise<JoinSqsQueue> => {
  const server = await startSqs();
  process.env["AWS_ENDPOINT_URL_SQS"] = server.endpoint;
  const { sqs } = await import("#functions/shared/sqs.ts");
  await sqs.send(new CreateQueueCommand({ QueueName: "join" }));
  const url = `${server.endpoint}/000000000000/join`;
  process.env[SQS_QUEUE_VARIABLES.join] = url;
  let sent = 0;
  const receive = async (): Promise<readonly JoinRecord[]> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    return Promise.all(
      messages.map(async ({ MessageId: messageId = "", Body: body = "", ReceiptHandle: handle }) => {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: handle }));
        sent += 1;
        return { messageId, body, attributes: { SentTimestamp: String(sent) } } as JoinRecord;
      }),
    );
  };
  return {
    take: async () => {
      const all: JoinRecord[] = [];
      for (let batch = await receive(); batch.length > 0; batch = await receive()) all.push(...batch);
      return all;
    },
    stop: async () => {
      sqs.destroy();
      await server.stop();
    },
  };
};

import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, type _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientFor } from "#local/dynamodb/credentials.ts";
import type { FunctionHost, ServiceEndpoints } from "#local/lambda/function-host.ts";
import type { Cleanup } from "#local/process/cleanup.ts";
import { LOCAL_ACCOUNT, physicalName } from "#local/stack/physical-names.ts";
import type { LocalSchedule, SqsSource, StreamSource } from "#local/stack/triggers.ts";
import { runSchedule } from "#local/triggers/schedule.ts";
import { readSqsQueue } from "#local/triggers/sqs-reader.ts";
import { failureMessage } from "#local/triggers/stream-failure.ts";
import { followStream } from "#local/triggers/stream-reader.ts";

interface TriggerOptions {
  readonly stackName: string;
  readonly sources: readonly (SqsSource | StreamSource)[];
  readonly schedules: readonly LocalSchedule[];
  readonly endpoints: ServiceEndpoints;
  readonly host: FunctionHost;
  readonly cleanup: Cleanup;
}

/** Starts the triggers that invoke functions without a request: SQS queues, streams and schedules. */
export const startTriggers = async (options: TriggerOptions): Promise<void> => {
  const { host, cleanup, endpoints } = options;
  const sqs = new SQSClient(clientFor(endpoints.sqs));
  const streams = new DynamoDBStreamsClient(clientFor(endpoints.dynamodb));
  cleanup.add(() => {
    sqs.destroy();
    streams.destroy();
  });
  for (const source of options.sources) {
    const reader =
      source.kind === "sqs"
        ? startSqsReader(options, source, sqs)
        : await startStreamReader(options, source, sqs, streams);
    cleanup.add(reader.stop);
  }
  for (const schedule of options.schedules) {
    cleanup.add(runSchedule(schedule, (event) => host.invoke(schedule.functionId, event)).stop);
  }
};

const queueUrl = (endpoint: string, queueName: string): string => `${endpoint}/${LOCAL_ACCOUNT}/${queueName}`;

const startSqsReader = ({ stackName, endpoints, host }: TriggerOptions, source: SqsSource, client: SQSClient) => {
  const queueName = physicalName(source.sourceId, { stackName });
  return readSqsQueue({
    client,
    queueUrl: queueUrl(endpoints.sqs, queueName),
    queueName,
    source,
    invoke: (event) => host.invoke(source.functionId, event),
  });
};

const startStreamReader = async (
  { stackName, endpoints, host }: TriggerOptions,
  source: StreamSource,
  sqs: SQSClient,
  client: DynamoDBStreamsClient,
) => {
  const streamArn = await latestStream(endpoints.dynamodb, physicalName(source.sourceId, { stackName }));
  const sendToDeadLetters = async (records: readonly StreamRecord[], attempts: number): Promise<void> => {
    if (source.failureQueueId === undefined) return;
    const functionName = physicalName(source.functionId, { stackName });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl(endpoints.sqs, physicalName(source.failureQueueId, { stackName })),
        MessageBody: JSON.stringify(failureMessage({ functionName, streamArn, records, attempts, nowMs: Date.now() })),
      }),
    );
  };
  return followStream({
    client,
    streamArn,
    source,
    sendToDeadLetters,
    invoke: (event) => host.invoke(source.functionId, event),
  });
};

const latestStream = async (endpoint: string, tableName: string): Promise<string> => {
  const client = new DynamoDBClient(clientFor(endpoint));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  client.destroy();
  if (Table?.LatestStreamArn === undefined) throw new Error(`The table ${tableName} has no stream.`);
  return Table.LatestStreamArn;
};

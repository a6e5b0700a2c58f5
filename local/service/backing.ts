import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startEngine, untilItAnswers } from "#local/dynamodb/dynamodb-engine.ts";
import type { Cleanup } from "#local/service/cleanup.ts";
import type { Step } from "#local/service/progress.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { physicalName } from "#local/stack/physical-names.ts";
import { ensureQueue, type LocalQueue } from "#local/stack/sqs-queues.ts";
import { ensureTable, tablesOf } from "#local/stack/tables.ts";
import type { Template } from "#local/stack/template.ts";

/** A service that others of this machine rely on. */
export interface BackingService {
  readonly endpoint: string;
  /** Ends when it ends by itself, with a sentence about it. */
  readonly died: Promise<string>;
}

interface BackingOptions {
  readonly dataDir: string | undefined;
  readonly cleanup: Cleanup;
  readonly step: Step;
  /** Address to listen on; others than this machine's are for containers. */
  readonly host: string;
}

const SECONDS_TO_ANSWER = 10;

/** One that somebody else runs: its end is not for us to notice before a call fails. */
const existing = async (what: string, option: string, endpoint: string, step: Step): Promise<BackingService> => {
  await step(
    `${what} at ${endpoint} answers`,
    untilItAnswers(endpoint, SECONDS_TO_ANSWER).catch(() => {
      throw new Error(`Nothing answers at ${endpoint}: start it, or leave out ${option} to have one started.`);
    }),
  );
  return { endpoint, died: Promise.withResolvers<string>().promise };
};

/** DynamoDB: the one at the URL, or one of our own. */
export const provideDynamoDb = async (url: string | undefined, options: BackingOptions): Promise<BackingService> => {
  if (url !== undefined) return existing("DynamoDB", "--dynamodb", url, options.step);
  const folder = options.dataDir === undefined ? undefined : join(options.dataDir, "dynamodb");
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const engine = await options.step("DynamoDB engine started", startEngine(folder));
  options.cleanup.add(engine.stop);
  if (engine.note !== undefined) console.log(`  ${engine.note}`);
  return {
    endpoint: engine.endpoint,
    died: engine.died.then((lastWords) => `${engine.name} has ended; start again. ${lastWords}`.trimEnd()),
  };
};

/** SQS: the one at the URL, or one of our own. */
export const provideSqs = async (url: string | undefined, options: BackingOptions): Promise<BackingService> => {
  if (url !== undefined) return existing("SQS", "--sqs", url, options.step);
  const server = await startSqs(options.host);
  options.cleanup.add(server.stop);
  return {
    endpoint: server.endpoint,
    died: server.died.then((why) => `The queue server has ended; start again. ${why}`),
  };
};

/** Makes the template's tables, under the names that its functions are given. */
export const makeTables = async (template: Template, stackName: string, endpoint: string): Promise<void> => {
  const client = new DynamoDBClient(clientFor(endpoint));
  const tables = tablesOf(template);
  await Promise.all(
    tables.map((table) => ensureTable(client, physicalName(table.logicalId, { stackName }), table)),
  ).finally(() => client.destroy());
};

/** Makes the template's queues; those that others send their dead letters to come first. */
export const makeQueues = async (queues: readonly LocalQueue[], endpoint: string): Promise<void> => {
  const client = new SQSClient(clientFor(endpoint));
  try {
    for (const queue of queues) await ensureQueue(client, queue);
  } finally {
    client.destroy();
  }
};

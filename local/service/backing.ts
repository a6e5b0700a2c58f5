import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startEngine, untilItAnswers } from "#local/dynamodb/dynamodb-engine.ts";
import type { Cleanup } from "#local/process/cleanup.ts";
import type { Step } from "#local/service/progress.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { physicalName } from "#local/stack/physical-names.ts";
import { ensureSqsQueue, type LocalSqsQueue } from "#local/stack/sqs-queues.ts";
import { ensureTable, tablesOf } from "#local/stack/tables.ts";
import type { Template } from "#local/stack/template.ts";

/** DynamoDB or SQS, which the functions need. */
export interface BackingService {
  readonly endpoint: string;
  /** Resolves when it ends by itself, with a sentence about it. */
  readonly died: Promise<string>;
}

interface BackingOptions {
  readonly dataDir: string | undefined;
  readonly cleanup: Cleanup;
  readonly step: Step;
  /** Address to listen on; containers need another one than loopback. */
  readonly host: string;
}

const SECONDS_TO_ANSWER = 10;

/** A service that somebody else runs. Its end is noticed only when a call fails. */
const existing = async (what: string, option: string, endpoint: string, step: Step): Promise<BackingService> => {
  await step(
    `${what} at ${endpoint} answers`,
    untilItAnswers(endpoint, SECONDS_TO_ANSWER).catch(() => {
      throw new Error(`Nothing answers at ${endpoint}. Start it, or leave out ${option} to start one here.`);
    }),
  );
  return { endpoint, died: Promise.withResolvers<string>().promise };
};

/** Uses the DynamoDB at the URL, or starts one. */
export const provideDynamoDb = async (url: string | undefined, options: BackingOptions): Promise<BackingService> => {
  if (url !== undefined) return existing("DynamoDB", "--dynamodb", url, options.step);
  const folder = options.dataDir === undefined ? undefined : join(options.dataDir, "dynamodb");
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const engine = await options.step("DynamoDB engine started", startEngine(folder));
  options.cleanup.add(engine.stop);
  if (engine.note !== undefined) console.log(`  ${engine.note}`);
  return {
    endpoint: engine.endpoint,
    died: engine.died.then((lastWords) => `${engine.name} ended. Start the service again. ${lastWords}`.trimEnd()),
  };
};

/** Uses the SQS at the URL, or starts one. */
export const provideSqs = async (url: string | undefined, options: BackingOptions): Promise<BackingService> => {
  if (url !== undefined) return existing("SQS", "--sqs", url, options.step);
  const server = await startSqs(options.host);
  options.cleanup.add(server.stop);
  return {
    endpoint: server.endpoint,
    died: server.died.then((why) => `The SQS server ended. Start the service again. ${why}`),
  };
};

/** Creates the template's tables, under the names that its functions get. */
export const createTables = async (template: Template, stackName: string, endpoint: string): Promise<void> => {
  const client = new DynamoDBClient(clientFor(endpoint));
  const tables = tablesOf(template);
  await Promise.all(
    tables.map((table) => ensureTable(client, physicalName(table.logicalId, { stackName }), table)),
  ).finally(() => client.destroy());
};

/** Creates the template's SQS queues, dead letter queues first. */
export const createSqsQueues = async (queues: readonly LocalSqsQueue[], endpoint: string): Promise<void> => {
  const client = new SQSClient(clientFor(endpoint));
  try {
    for (const queue of queues) await ensureSqsQueue(client, queue);
  } finally {
    client.destroy();
  }
};

import { randomBytes } from "node:crypto";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  DEAD_LETTER_VARIABLES,
  PAYMENT_GATEWAY_VARIABLE,
  SIGNING_KEY_VARIABLE,
  SQS_QUEUE_VARIABLES,
  STREAM_DEAD_LETTERS_VARIABLE,
  TABLE_VARIABLES,
  type TableName,
  WEBHOOK_SECRET_VARIABLE,
} from "#functions/shared/grants.ts";
import { SETTING_NAMES, SETTINGS } from "#functions/shared/settings.ts";
import { STAGES } from "#lib/stages.ts";
import { startAwsEndpoint } from "#local/aws/aws-endpoint.ts";
import { SecretValues } from "#local/aws/secret-values.ts";
import { clientFor } from "#local/dynamodb/credentials.ts";
import { startSqs } from "#local/sqs/sqs-server.ts";
import { startEngine } from "#test/support/engine.ts";
import { createTables } from "#test/support/tables.ts";

const SECRET_ARN = "arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:signing-key";
const WEBHOOK_SECRET_ARN = "arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:webhooks";
const secretText = (): string => randomBytes(48).toString("base64url");

/** An SQS server with the queue that every top-up sends to. Its URL carries the server's own port. */
const startSqsWithQueue = async () => {
  const server = await startSqs();
  const client = new SQSClient(clientFor(server.endpoint));
  await client.send(new CreateQueueCommand({ QueueName: "top-up-checks" }));
  client.destroy();
  return { ...server, topUpCheck: `${server.endpoint}/000000000000/top-up-checks` };
};

export interface TestEnvironment {
  /** Of the DynamoDB engine. */
  readonly endpoint: string;
  /** Gives the service another secret to sign with, as an operator does. */
  readonly replaceSigningSecret: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Creates tables on a real engine for the caller alone, and sets the variables that the functions read at cold start.
 * Call it before the first import of a store: `const { holdSeats } = await import(…)`.
 */
export const startTestEnvironment = async (): Promise<TestEnvironment> => {
  const secrets = new SecretValues({
    [SECRET_ARN]: { current: secretText() },
    [WEBHOOK_SECRET_ARN]: { current: secretText() },
  });
  const [engine, aws, sqs] = await Promise.all([startEngine(), startAwsEndpoint(secrets), startSqsWithQueue()]);
  const tables = await createTables(engine.endpoint, `t${randomBytes(6).toString("hex")}`);
  for (const [name, variable] of Object.entries(TABLE_VARIABLES)) process.env[variable] = tables[name as TableName];
  for (const name of SETTING_NAMES) {
    process.env[SETTINGS[name].variable] = String(STAGES.dev.functions[name]);
  }
  Object.assign(process.env, {
    AWS_REGION: "ap-northeast-2",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    RESPONSE_CHECK: "enforce",
    [PAYMENT_GATEWAY_VARIABLE]: "simulated",
    // The receivers of the tests are on this machine.
    [SETTINGS.webhookToLocal.variable]: "1",
    [SQS_QUEUE_VARIABLES.join]: "http://127.0.0.1:9/000000000000/join",
    [SQS_QUEUE_VARIABLES.holdExpiry]: "http://127.0.0.1:9/000000000000/hold-expiry",
    [SQS_QUEUE_VARIABLES.webhookDelivery]: "http://127.0.0.1:9/000000000000/webhook-delivery",
    [SQS_QUEUE_VARIABLES.webhookReplay]: "http://127.0.0.1:9/000000000000/webhook-replay",
    [SQS_QUEUE_VARIABLES.callOff]: "http://127.0.0.1:9/000000000000/call-offs",
    [DEAD_LETTER_VARIABLES.webhookDelivery]: "http://127.0.0.1:9/000000000000/webhook-delivery-dead",
    [SQS_QUEUE_VARIABLES.topUpCheck]: sqs.topUpCheck,
    [STREAM_DEAD_LETTERS_VARIABLE]: "http://127.0.0.1:9/000000000000/changes-dead",
    [SIGNING_KEY_VARIABLE]: SECRET_ARN,
    [WEBHOOK_SECRET_VARIABLE]: WEBHOOK_SECRET_ARN,
    QUEUE_TOKEN_ISSUER: "http://127.0.0.1:9",
    EVENT_BUS_NAME: "encore",
  });
  return {
    endpoint: engine.endpoint,
    replaceSigningSecret: async () => {
      await secrets.replace(SECRET_ARN, secretText());
    },
    stop: async () => {
      await Promise.all([engine.stop(), aws.stop(), sqs.stop()]);
    },
  };
};

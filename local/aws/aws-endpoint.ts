import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type BusEvent, EventLog } from "#local/aws/event-log.ts";
import { readBody } from "#local/aws/request-body.ts";
import type { SecretValues, VersionStage } from "#local/aws/secret-values.ts";

export interface AwsEndpoint {
  readonly endpoint: string;
  readonly eventLog: EventLog;
  readonly stop: () => Promise<void>;
}

const BODY_BYTES_MAX = 1024 * 1024;

type Input = Readonly<Record<string, unknown>>;
interface Output {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const failure = (type: string, message: string): Output => ({ status: 400, body: { __type: type, message } });

/**
 * Answers the calls in AWS's JSON protocol that no other local program answers: GetSecretValue and PutSecretValue of
 * Secrets Manager, and PutEvents of EventBridge.
 */
export const startAwsEndpoint = async (secrets: SecretValues, host = "127.0.0.1"): Promise<AwsEndpoint> => {
  const eventLog = new EventLog();

  const getSecretValue = ({ SecretId, VersionStage: stage = "AWSCURRENT" }: Input): Output => {
    const value = secrets.get(String(SecretId), stage as VersionStage);
    if (value === undefined) return failure("ResourceNotFoundException", "This secret or stage does not exist.");
    return { status: 200, body: { ARN: SecretId, Name: SecretId, SecretString: value, VersionStages: [stage] } };
  };

  const putSecretValue = async ({ SecretId, SecretString }: Input): Promise<Output> => {
    const isThere = await secrets.replace(String(SecretId), String(SecretString));
    if (!isThere) return failure("ResourceNotFoundException", "This secret does not exist.");
    return { status: 200, body: { ARN: SecretId, Name: SecretId, VersionStages: ["AWSCURRENT"] } };
  };

  const putEvents = ({ Entries }: Input): Output => {
    const entries = Entries as readonly BusEvent[];
    eventLog.add(entries);
    return {
      status: 200,
      body: { FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: randomUUID() })) },
    };
  };

  const operations: Readonly<Record<string, (input: Input) => Output | Promise<Output>>> = {
    "secretsmanager.GetSecretValue": getSecretValue,
    "secretsmanager.PutSecretValue": putSecretValue,
    "AWSEvents.PutEvents": putEvents,
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await readBody(request, BODY_BYTES_MAX);
      const operation = operations[String(request.headers["x-amz-target"])];
      if (!operation)
        return send(
          response,
          failure("UnknownOperationException", "The local AWS endpoint does not support this call."),
        );
      if (!body) return send(response, failure("ValidationException", "The request is too large."));
      send(response, await operation(JSON.parse(body.toString("utf8")) as Input));
    })().catch(() => send(response, failure("SerializationException", "The request is not JSON.")));
  });
  server.listen(0, host);
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    eventLog,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

const send = (response: ServerResponse, { status, body }: Output): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
  response.end(JSON.stringify(body));
};

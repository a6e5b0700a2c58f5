import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Reply = readonly [status: number, body: object];

/**
 * What Secrets Manager, EventBridge and a DynamoDB in trouble reply, one after the other, by operation and by the
 * secret, source or table that it is about. The last reply is given again and again; without one, there is no response.
 */
const REPLIES: Readonly<Record<string, readonly Reply[]>> = {
  "secretsmanager.GetSecretValue key": [[200, { SecretString: "of the test", CreatedDate: 1_800_000_000.25 }]],
  "secretsmanager.GetSecretValue absent": [[400, { __type: "ResourceNotFoundException", Message: "No such secret." }]],
  "AWSEvents.PutEvents encore": [[200, { FailedEntryCount: 0, Entries: [{ EventId: "1" }] }]],
  "AWSEvents.PutEvents broken": [[500, { __type: "InternalException", message: "Out of order." }]],
  "DynamoDB_20120810.GetItem throttled": [
    [400, { __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", message: "Slow down." }],
    [400, { __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException", Message: "Slow down." }],
    [200, { Item: { seats: { N: "7" } } }],
  ],
  "DynamoDB_20120810.GetItem conflict": [
    [400, { __type: "com.amazonaws.dynamodb.v20120810#TransactionConflictException", message: "In a transaction." }],
    [200, { Item: { seats: { N: "8" } } }],
  ],
  "DynamoDB_20120810.GetItem broken": [
    [500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "Out of order." }],
  ],
  "DynamoDB_20120810.GetItem invalid": [
    [400, { __type: "com.amazon.coral.validate#ValidationException", message: "Not a table." }],
  ],
  "DynamoDB_20120810.GetItem backup": [
    [400, { __type: "com.amazonaws.dynamodb.v20120810#BackupInUseException", message: "In use." }],
  ],
  "DynamoDB_20120810.GetItem silent": [],
};

/** The parts of a request's body that say what it is about. */
interface Request {
  readonly SecretId?: string;
  readonly TableName?: string;
  readonly Entries?: readonly { readonly Source?: string }[];
}

export interface ScriptedServices {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export const startScriptedServices = async (): Promise<ScriptedServices> => {
  const replies = new Replies();
  const server: Server = createServer((request, response) => void respond(request, response, replies));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

const respond = async (request: IncomingMessage, response: ServerResponse, replies: Replies): Promise<void> => {
  const reply = replies.next(String(request.headers["x-amz-target"]), (await json(request)) as Request);
  if (reply === undefined) return;
  response.writeHead(reply[0], { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(reply[1]));
};

class Replies {
  readonly #counts = new Map<string, number>();

  next(operation: string, { SecretId, TableName, Entries }: Request): Reply | undefined {
    const key = `${operation} ${SecretId ?? TableName ?? Entries?.[0]?.Source}`;
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    return REPLIES[key]?.[count] ?? REPLIES[key]?.at(-1);
  }
}

/** Does to calls of DynamoDB on this machine what IAM does in AWS: refuses those that the caller's role does not allow. */
import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import type { FunctionName } from "#functions/deployment.ts";
import type { TableName } from "#functions/shared/grants.ts";
import { functionList } from "#lib/function-list.ts";
import { tableRightsOf } from "#lib/table-rights.ts";

/** One access to a table. IAM compares all partition keys of a call with one statement at a time. */
interface Access {
  readonly action: string;
  /** Physical name. */
  readonly table: string;
  readonly partitions: readonly string[];
}

type Item = Readonly<Record<string, unknown>>;
interface Request {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}

const textOf = (value: unknown): string => String((value as { readonly S?: string } | undefined)?.S);

const accessOf = (action: string, request: Request): Access => {
  const { TableName: table, Key: key, Item: item, KeyConditionExpression: condition = "" } = request;
  const placeholder = /^pk = (:\w+)/.exec(condition)?.[1];
  const ofQuery = placeholder === undefined ? undefined : request.ExpressionAttributeValues?.[placeholder];
  const partition = (key ?? item)?.["pk"] ?? ofQuery;
  // The partitions of an index are not those of its table.
  const isOfTable = request.IndexName === undefined && partition !== undefined;
  return { action, table, partitions: isOfTable ? [textOf(partition)] : [] };
};

const ACTIONS_OF_PARTS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

const accessesOf = (operation: string, body: unknown): readonly Access[] => {
  if (operation === "TransactWriteItems") {
    const { TransactItems: parts } = body as { readonly TransactItems: readonly Readonly<Record<string, Request>>[] };
    return parts.flatMap((part) =>
      Object.entries(part).map(([kind, request]) => accessOf(ACTIONS_OF_PARTS[kind] ?? kind, request)),
    );
  }
  if (operation === "BatchGetItem") {
    const { RequestItems: tables } = body as {
      readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
    };
    return Object.entries(tables).map(([table, { Keys: keys }]) => ({
      action: operation,
      table,
      partitions: keys.map((key) => textOf(key["pk"])),
    }));
  }
  return [accessOf(operation, body as Request)];
};

const isIn = (partition: string, pattern: string): boolean =>
  pattern.endsWith("*") ? partition.startsWith(pattern.slice(0, -1)) : partition === pattern;

const rights = new Map(functionList().map((entry) => [entry.name, tableRightsOf(entry)]));

const isAllowed = (name: FunctionName, { action, table, partitions }: Access): boolean =>
  (rights.get(name) ?? []).some(
    (right) =>
      table.includes(TABLE_IDS[right.table]) &&
      right.actions.some((allowed) => allowed === action) &&
      partitions.every((partition) => right.partitions === undefined || isIn(partition, right.partitions)),
  );

/** What the physical name of a table has in it. */
const TABLE_IDS: Readonly<Record<TableName, string>> = {
  queue: "QueueTable",
  catalog: "CatalogTable",
  seats: "SeatTable",
  reservations: "ReservationTable",
  balance: "BalanceTable",
  events: "EventTable",
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer<ArrayBuffer>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const passedOn = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ["content-type", "x-amz-target", "x-amz-date", "authorization"].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    }),
  );

/** Sends a request on, and its response back. */
const passOn = async (
  { engine, agent }: { readonly engine: string; readonly agent: Agent },
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> => {
  const onward = send(engine, { method: "POST", headers: passedOn(request), agent }).end(body);
  const [answer] = (await once(onward, "response")) as [IncomingMessage];
  response.writeHead(answer.statusCode ?? 502, { "content-type": "application/x-amz-json-1.0" });
  await pipeline(answer, response);
};

const functionIn = (request: IncomingMessage): FunctionName | undefined =>
  /\bapp\/(\w+)/.exec(`${request.headers["user-agent"]} ${String(request.headers["x-amz-user-agent"])}`)?.[1] as
    | FunctionName
    | undefined;

/**
 * Starts a server that passes calls on to a DynamoDB engine. A call of a function that its rights do not allow gets
 * AccessDeniedException, and is noted.
 */
export const startGrantCheck = async (engine: string) => {
  const refused: string[] = [];
  const used = new Set<string>();
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const operation = String(request.headers["x-amz-target"]).replace(/^\w+\./, "");
      const caller = functionIn(request);
      const accesses =
        caller === undefined || body.length === 0 ? [] : accessesOf(operation, JSON.parse(body.toString()));
      for (const access of accesses) used.add(`${caller} ${access.action}`);
      const denied = accesses.filter((access) => caller !== undefined && !isAllowed(caller, access));
      refused.push(
        ...denied.map(({ action, table, partitions }) => `${caller}: ${action} on ${table} ${partitions.join(", ")}`),
      );
      if (denied.length > 0) {
        response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
        response.end(JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException", message: "denied" }));
        return;
      }
      await passOn({ engine, agent }, request, body, response);
    })().catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: (): readonly string[] => refused,
    /** "function action", for each that has been called. */
    used: (): ReadonlySet<string> => used,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      agent.destroy();
    },
  };
};

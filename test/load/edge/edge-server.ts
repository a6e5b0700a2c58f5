/** An edge for a service on this machine: what a CDN does in front of a deployed stage, at several locations. */
import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { edgeBehaviour } from "#lib/edge/edge-behaviours.ts";
import { readBody } from "#local/aws/request-body.ts";
import type { HttpResponse } from "#local/http/api-response.ts";
import { type CacheRules, pathOf } from "#test/load/edge/cache-rules.ts";
import { EdgeLocation, type EdgeOutcome, type EdgeResponse } from "#test/load/edge/edge-cache.ts";

export interface EdgeEntry {
  /** Pattern of the table of edge behaviours. */
  readonly row: string;
  readonly outcome: EdgeOutcome;
  readonly status: number;
  readonly ms: number;
}

export interface Edge {
  /** One address for each location. */
  readonly urls: readonly string[];
  /** Every request and its response. */
  readonly log: readonly EdgeEntry[];
  readonly stop: () => Promise<void>;
}

interface EdgeOptions {
  /** The service. */
  readonly origin: string;
  readonly locations: number;
  readonly rules?: CacheRules;
}

/** An HTTP API takes no more. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
const ORIGIN_CONNECTIONS_MAX = 200;
const KEEP_ALIVE_MS = 65_000;
/** Headers that speak of one connection, and the encoding, since nothing is compressed here. */
const NOT_PASSED_ON = new Set(["connection", "keep-alive", "transfer-encoding", "host", "accept-encoding"]);
const NO_ROW = "(no row)";

const passedOn = (headers: IncomingHttpHeaders): Record<string, string | readonly string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || NOT_PASSED_ON.has(name) ? [] : [[name, value] as const],
    ),
  );

const askOrigin = async (origin: URL, agent: Agent, message: IncomingMessage, body: Buffer): Promise<HttpResponse> => {
  const headers = { ...passedOn(message.headers), "content-length": String(body.length) };
  const { method = "GET", url: path = "/" } = message;
  const sent = request({ host: origin.hostname, port: origin.port, path, method, headers, agent });
  sent.end(body);
  const [received] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of received as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: received.statusCode ?? 502, headers: passedOn(received.headers), body: Buffer.concat(chunks) };
};

const badGateway = (): EdgeResponse => ({
  outcome: "passed",
  response: { status: 502, headers: { "cache-control": "no-store" }, body: Buffer.alloc(0) },
});

const listen = async (server: Server): Promise<string> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Starts an edge, each location with a cache of its own. */
export const startEdge = async ({ origin, locations, rules }: EdgeOptions): Promise<Edge> => {
  const log: EdgeEntry[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: ORIGIN_CONNECTIONS_MAX });
  const originUrl = new URL(origin);

  const serverOf = (location: EdgeLocation): Server =>
    createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (message, response) => {
      const startedMs = performance.now();
      const target = message.url ?? "/";
      void (async () => {
        // Read before anything is awaited for: a body that nobody reads holds up its connection.
        const body = (await readBody(message, BODY_BYTES_MAX)) ?? Buffer.alloc(0);
        const asked = { method: message.method ?? "GET", target };
        const result = await location
          .respond(asked, () => askOrigin(originUrl, agent, message, body))
          .catch(() => badGateway());
        const { status, headers, body: content } = result.response;
        response.writeHead(status, { ...headers, "content-length": content.length, "x-cache": result.outcome });
        response.end(message.method === "HEAD" ? undefined : content);
        const row = edgeBehaviour(pathOf(target))?.pattern ?? NO_ROW;
        log.push({ row, outcome: result.outcome, status, ms: performance.now() - startedMs });
      })().catch(() => response.destroy());
    });

  const servers = Array.from({ length: locations }, () =>
    serverOf(new EdgeLocation(rules === undefined ? {} : { rules })),
  );
  const urls = await Promise.all(servers.map(listen));
  return {
    urls,
    log,
    stop: async () => {
      await Promise.all(
        servers.map(async (server) => {
          server.close();
          server.closeAllConnections();
          await once(server, "close");
        }),
      );
      agent.destroy();
    },
  };
};

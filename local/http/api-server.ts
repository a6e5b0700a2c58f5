import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Problem } from "#functions/shared/problem.ts";
import { readBody } from "#local/aws/request-body.ts";
import { apiEvent, decodedPath, type HttpRequest } from "#local/http/api-event.ts";
import { apiResponse, gatewayResponse, type HttpResponse, problemResponse } from "#local/http/api-response.ts";
import { corsHeaders, preflightResponse } from "#local/http/cors.ts";
import { createRouter } from "#local/http/route-match.ts";
import type { Outcome } from "#local/lambda/messages.ts";
import type { RespondWithPage } from "#local/pages/page-responder.ts";
import type { LocalApi } from "#local/stack/api.ts";

interface ApiServerOptions {
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
}

export interface ApiServer {
  readonly port: number;
  /** Starts to answer requests. Requests that came before wait for this. */
  readonly serve: (served: Served) => void;
  readonly stop: () => Promise<void>;
}

export interface Served {
  readonly api: LocalApi;
  readonly invoke: (functionId: string, event: unknown) => Promise<Outcome>;
  readonly respondWithPage: RespondWithPage;
}

type Respond = (message: IncomingMessage) => Promise<HttpResponse>;

/** API Gateway's own limits. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;
const HEADER_BYTES_MAX = 10_240;
/** Longer than clients keep a connection, so that they close it first and never use one that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Listens at the address of the template's HTTP API, which is that of the pages too, as at the edge of a deployed stage.
 * The functions need that address before they can run.
 * @throws Error with code EADDRINUSE if the port is taken.
 */
export const openApiServer = async ({ host, port }: ApiServerOptions): Promise<ApiServer> => {
  const { promise: responder, resolve: setResponder } = Promise.withResolvers<Respond>();
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES_MAX, keepAliveTimeout: KEEP_ALIVE_MS },
    (message, response) => {
      void responder
        .then((respond) => respond(message))
        .catch(() => problemResponse(new Problem("INTERNAL"), randomUUID()))
        .then((rendered) => send(response, rendered));
    },
  );
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    serve: (served) => setResponder(respondWith(served)),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

const respondWith = ({ api, invoke, respondWithPage }: Served): Respond => {
  const routeFor = createRouter(api.routes);

  const respond = async (request: HttpRequest): Promise<HttpResponse> => {
    const match = routeFor(request.method, decodedPath(request.target.split("?")[0] ?? "/"));
    if (!match) return gatewayResponse(404, "Not Found");
    const { route, pathParameters } = match;
    const requestId = randomUUID();
    const event = apiEvent(request, {
      requestId,
      routeKey: route.key,
      pathParameters,
      nowMs: Date.now(),
    });
    return apiResponse(await invoke(route.functionId, event), requestId);
  };

  return async (message) => {
    const headers = message.headersDistinct as Readonly<Record<string, readonly string[]>>;
    const method = message.method ?? "GET";
    const page = respondWithPage({
      method,
      path: (message.url ?? "/").split("?")[0] ?? "/",
      header: (name) => headers[name]?.[0],
    });
    if (page) return page;
    const preflight = preflightResponse(api.cors, method, headers);
    if (preflight) return preflight;
    const body = await readBody(message, BODY_BYTES_MAX);
    const rendered = body
      ? await respond({
          method,
          target: message.url ?? "/",
          httpVersion: message.httpVersion,
          headers,
          sourceIp: message.socket.remoteAddress ?? "127.0.0.1",
          body,
        })
      : gatewayResponse(413, "Request Entity Too Large");
    return { ...rendered, headers: { ...rendered.headers, ...corsHeaders(api.cors, headers["origin"]?.[0]) } };
  };
};

const send = (response: ServerResponse, { status, headers, body }: HttpResponse): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader("content-length", body.length);
  response.writeHead(status);
  response.end(body);
};

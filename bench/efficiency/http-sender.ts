/** Sends requests over connections that stay open, with as little work as possible: the load must not be what is measured. */
import { Agent, request as begin } from "node:http";
import { text } from "node:stream/consumers";
import type { HttpRequest } from "#local/http/api-event.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export interface HttpSender {
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly stop: () => void;
}

export const httpSender = (url: string, connections: number): HttpSender => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: ({ method, target, headers, body }) => {
      const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
      const outgoing = begin(
        {
          agent,
          hostname,
          port,
          method,
          path: target,
          headers: { ...(headers as Record<string, string[]>), "content-length": body.length },
        },
        (response) => {
          text(response).then((content) => resolve({ status: response.statusCode ?? 0, body: content }), reject);
        },
      );
      outgoing.once("error", reject);
      outgoing.end(body);
      return promise;
    },
    stop: () => agent.destroy(),
  };
};

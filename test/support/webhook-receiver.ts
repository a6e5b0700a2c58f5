import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly atMs: number;
}

/** The response to a message: a status, with a Location for a redirect, or none. */
export type Reply = number | { readonly status: number; readonly location: string } | "silence";

export interface WebhookReceiver {
  readonly url: string;
  readonly port: number;
  /** The messages to a path, in order. */
  readonly receivedAt: (path: string) => readonly Received[];
  /** The number of connections, with or without a request. */
  readonly connections: () => number;
  /** Sets the responses to the next messages to a path; the last one stays in use. */
  readonly reply: (path: string, ...replies: readonly Reply[]) => void;
  readonly stop: () => Promise<void>;
}

/** A server that receives webhooks. It responds 204 unless `reply` sets something else. */
export const startWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const received: Received[] = [];
  const replies = new Map<string, Reply[]>();
  let connections = 0;

  const nextReply = (path: string): Reply => {
    const [first = 204, ...others] = replies.get(path) ?? [];
    if (others.length > 0) replies.set(path, others);
    return first;
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString(), atMs: Date.now() });
      const reply = nextReply(path);
      if (reply === "silence") return;
      if (typeof reply === "number") response.writeHead(reply).end("This body must not be read.");
      else response.writeHead(reply.status, { location: reply.location }).end();
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    receivedAt: (path) => received.filter((each) => each.path === path),
    connections: () => connections,
    reply: (path, ...given) => {
      replies.set(path, [...given]);
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

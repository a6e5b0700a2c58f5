import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Semaphore } from "#local/semaphore.ts";

/** The emulator starts a process for each request under way, and has nothing in front that holds requests back. */
const REQUESTS_MAX = 12;

/** The deployed API at a plain address: the host name that the emulator gives it has meaning in browsers alone. */
export interface Front {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** @param apiId the API's id, with which its host name begins */
export const startFront = async (emulatorPort: number, apiId: string): Promise<Front> => {
  const agent = new Agent({ keepAlive: true });
  const turns = new Semaphore(REQUESTS_MAX);
  const pass = (incoming: IncomingMessage, response: ServerResponse): Promise<void> =>
    new Promise((done) => {
      const outgoing = request(
        {
          agent,
          host: "127.0.0.1",
          port: emulatorPort,
          method: incoming.method,
          path: `/_aws/execute-api/${apiId}/$default${incoming.url}`,
          headers: { ...incoming.headers, host: `127.0.0.1:${emulatorPort}` },
        },
        (reply) => {
          response.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(response);
          reply.once("close", done);
        },
      );
      outgoing.once("error", (error) => {
        if (!response.headersSent) response.writeHead(502);
        response.end(String(error));
        done();
      });
      incoming.pipe(outgoing);
    });
  const server = createServer((incoming, response) => void turns.run(() => pass(incoming, response)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, "close");
    },
  };
};

/** The typed client and responses that are not the service's own. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createEncoreClient } from "#client/encore-client.ts";
import { ProblemError } from "#client/problem-error.ts";

interface Scripted {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let server: Server;
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** A gateway that responds with these, one after the other, and then with the last of them. */
const gateway = async (...responses: readonly Scripted[]) => {
  const keys: unknown[] = [];
  server = createServer((request, response) => {
    const scripted = responses[Math.min(keys.length, responses.length - 1)];
    keys.push(request.headers["idempotency-key"]);
    request.resume();
    response.writeHead(scripted?.status ?? 500, scripted?.headers).end(scripted?.body ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
};

const BARE = { headers: { "retry-after": "0", "content-type": "application/json" } };
const entry = {
  seq: 1,
  kind: "TOP_UP",
  amount: 1000,
  balanceAfter: 1000,
  counterAccount: "FUNDING",
  reference: "top_1",
  at: "2026-11-26T12:00:00.000Z",
};
const DONE = { status: 201, body: JSON.stringify(entry), headers: { "content-type": "application/json" } };

describe("a response of a gateway, without a problem document", () => {
  it.each([
    [429, '{"message":"Too Many Requests"}'],
    [503, '{"message":"Service Unavailable"}'],
    [504, "<html>Gateway Timeout</html>"],
  ])("%i: the same request is sent again, with the same key", async (status, body) => {
    const { url, keys } = await gateway({ ...BARE, status, body }, { ...BARE, status, body }, DONE);

    const result = await createEncoreClient({ url, userToken: "t" }).call("topUpBalance", { body: { amount: 1000 } });

    expect(result).toMatchObject({ status: 201, body: { amount: 1000 } });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toEqual(expect.any(String));
  });

  it.each(['{"message":"Service Unavailable"}', "", "[]", "null"])(
    "that stays: an error with the status and without a code, from the body %j",
    async (body) => {
      const { url } = await gateway({ ...BARE, status: 503, body });

      const error = await createEncoreClient({ url, userToken: "t", retriesMax: 1 })
        .call("readBalance")
        .catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(ProblemError);
      expect(error).toMatchObject({ status: 503, code: "UNKNOWN" });
    },
  );
});

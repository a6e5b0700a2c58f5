import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { fetchKeys } from "#functions/shared/fetch-keys.ts";

const KEY = { kid: "key-1", kty: "EC", use: "sig", alg: "ES256" };
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** An issuer that responds like this. */
const issuer = async (respond: (response: ServerResponse) => void): Promise<string> => {
  const server = createServer((_request, response) => respond(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
};

test("the keys of an issuer come by their ids", async () => {
  const keys = await fetchKeys(await issuer((response) => response.end(JSON.stringify({ keys: [KEY] }))));
  expect([...keys]).toEqual([["key-1", KEY]]);
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ["a failure", (response) => response.writeHead(500).end("{}"), /responded with status 500/],
  ["a redirection", (response) => response.writeHead(302, { location: "/" }).end(), /responded with status 302/],
  ["no JSON", (response) => response.end("<html>"), /JSON/],
  ["no key set", (response) => response.end("{}"), /JWKS/],
  ["no response at all", (response) => response.socket?.destroy(), /socket hang up|ECONNRESET/],
  ["half of a response", (response) => response.writeHead(200, { "content-length": 100 }).write("{"), /abort/i],
  ["a response that never begins", () => undefined, /abort/i],
])("%s is an error, and nothing else goes wrong", async (_, respond, message) => {
  await expect(fetchKeys(await issuer(respond))).rejects.toThrow(message);
});

test("nobody there is an error", async () => {
  await expect(fetchKeys("http://127.0.0.1:9/jwks")).rejects.toThrow(/ECONNREFUSED/);
});

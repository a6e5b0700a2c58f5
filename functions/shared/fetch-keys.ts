import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { assertIsJwks, type JwkWithKid } from "aws-jwt-verify/jwk";
import type { Keys } from "#functions/shared/key-set.ts";
import { nodeClientFor } from "#functions/shared/node-client.ts";

const TIMEOUT_MS = 3000;

/**
 * Fetches the public keys of an issuer, before the first request of a function is let in. So it goes by Node's own client:
 * to set up the global `fetch` took two fifths of what a first request computes. The fetcher of aws-jwt-verify allows
 * HTTPS only, and a development issuer speaks HTTP.
 * @throws Error if there is no answer in time, or it is not a JSON Web Key Set
 */
export const fetchKeys = async (uri: string): Promise<Keys<JwkWithKid>> => {
  const { get } = await nodeClientFor(new URL(uri));
  const request = get(uri, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  // What goes wrong before the response is thrown by `once`, and after it by `json`; the request reports it as well.
  request.on("error", () => undefined);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`${uri} responded with status ${response.statusCode}.`);
  }
  const jwks = await json(response);
  assertIsJwks(jwks as Parameters<typeof assertIsJwks>[0]);
  return new Map((jwks as { keys: readonly JwkWithKid[] }).keys.map((jwk) => [jwk.kid, jwk]));
};

import { assertIsJwks, type JwkWithKid } from "aws-jwt-verify/jwk";
import type { Keys } from "#functions/shared/key-set.ts";

const TIMEOUT_MS = 3000;

/**
 * Fetches the public keys of an issuer. The fetcher of aws-jwt-verify allows HTTPS only, and a development issuer speaks
 * HTTP; one fetcher for both keeps functions free of a branch for development.
 * @throws Error if there is no answer in time, or it is not a JSON Web Key Set
 */
export const fetchKeys = async (uri: string): Promise<Keys<JwkWithKid>> => {
  const response = await fetch(uri, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${uri} responded with status ${response.status}.`);
  const jwks: unknown = await response.json();
  assertIsJwks(jwks as Parameters<typeof assertIsJwks>[0]);
  return new Map((jwks as { keys: readonly JwkWithKid[] }).keys.map((jwk) => [jwk.kid, jwk]));
};

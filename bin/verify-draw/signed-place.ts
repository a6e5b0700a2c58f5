import { JOSEError } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import { compactVerify } from "jose/jws/compact/verify";
import * as z from "zod/mini";

/** The service's keys as it publishes them (RFC 7517). */
export type PublishedKeys = Parameters<typeof createLocalJWKSet>[0];

/** What a queue token says about a place. Arrivals and numbers are those of the API, presale after LANE_START. */
export interface SignedPlace {
  /** Undefined in a token from before the arrival was numbered. */
  readonly arrival: number | undefined;
  /** Undefined in a token from before the draw. */
  readonly number: number | undefined;
}

/** A token that proves nothing; the message says why, in a sentence. */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
}

const Claims = z.object({
  aud: z.string(),
  arrival: z.optional(z.int().check(z.positive())),
  number: z.optional(z.int().check(z.positive())),
});

const REASONS: Readonly<Record<string, string>> = {
  ERR_JWKS_NO_MATCHING_KEY:
    "The token is signed with a key that the service does not publish: it is forged, or the key has been exchanged.",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "The token is forged or has been altered: the signature is not the service's.",
  ERR_JOSE_ALG_NOT_ALLOWED: "The token is not signed with ES256, as those of the service are.",
};

/**
 * The place that a token of this concert proves. It proves it after it has expired, too.
 * @throws TokenRefusal if the service has not signed it, or for another concert
 */
export const signedPlace = async (token: string, keys: PublishedKeys, concertId: string): Promise<SignedPlace> => {
  const payload = await verifiedPayload(token, keys);
  const { data: claims } = Claims.safeParse(parsed(payload));
  if (claims === undefined) throw new TokenRefusal("The token is signed by the service but tells of no place.");
  if (claims.aud !== concertId) throw new TokenRefusal(`The token is for ${claims.aud}, not for ${concertId}.`);
  return { arrival: claims.arrival, number: claims.number };
};

const verifiedPayload = async (token: string, keys: PublishedKeys): Promise<Uint8Array> => {
  try {
    const { payload } = await compactVerify(token, createLocalJWKSet(keys), { algorithms: ["ES256"] });
    return payload;
  } catch (error) {
    if (!(error instanceof JOSEError)) throw error;
    throw new TokenRefusal(REASONS[error.code] ?? `This is no token that can be checked: ${error.message}.`);
  }
};

const parsed = (payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
};

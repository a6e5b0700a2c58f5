import { assertStringEquals } from "aws-jwt-verify/assert";
import { JwtInvalidIssuerError, JwtWithoutValidKidError, KidNotFoundInJwksError } from "aws-jwt-verify/error";
import type { JwksCache, JwkWithKid } from "aws-jwt-verify/jwk";
import type { KeySet } from "#functions/shared/key-set.ts";

const KEY_ID_LENGTH_MAX = 256;

type DecomposedJwt = Parameters<JwksCache["getJwk"]>[1];

interface JwksCacheOptions {
  readonly keySet: KeySet<object>;
  readonly issuer: string;
  /** What else a token must say of itself before a key is looked for. Throws what the verifier would throw. */
  readonly check?: (token: DecomposedJwt) => void;
}

/** Tokens are verified with `verify` alone, which calls `getJwk`. */
const notUsed = (): never => {
  throw new Error("The key set is asked for one key at a time.");
};

/**
 * Gives the verifier its keys from a key set. A token that does not even claim to be of the issuer never causes a read,
 * nor does it leave anything in the memory of the verifier, which keeps keys by issuer.
 */
export const jwksCacheOf = ({ keySet, issuer, check }: JwksCacheOptions): JwksCache => ({
  getJwk: async (_uri, token) => {
    const { kid } = token.header;
    if (typeof kid !== "string" || kid === "" || kid.length > KEY_ID_LENGTH_MAX) {
      throw new JwtWithoutValidKidError("The token names no key.");
    }
    assertStringEquals("Issuer", token.payload.iss, issuer, JwtInvalidIssuerError);
    check?.(token);
    const jwk = await keySet.find(kid);
    if (jwk === undefined) throw new KidNotFoundInJwksError("The token names a key that does not exist.");
    return jwk as JwkWithKid;
  },
  getCachedJwk: notUsed,
  getJwks: notUsed,
  addJwks: notUsed,
});

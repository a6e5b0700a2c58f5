import { JwtVerifier } from "aws-jwt-verify";
import { JwtInvalidAudienceError } from "aws-jwt-verify/error";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import { environment } from "#functions/shared/environment.ts";
import { fetchKeys } from "#functions/shared/fetch-keys.ts";
import { OPERATORS_GROUP, USER_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { jwksCacheOf } from "#functions/shared/jwks-cache.ts";
import { newKeySet } from "#functions/shared/key-set.ts";
import { Problem } from "#functions/shared/problem.ts";
import { tokenProblem } from "#functions/shared/token-refusal.ts";

/** The caller of a request. */
export interface User {
  readonly userId: string;
  /** Groups of the identity provider. */
  readonly groups: readonly string[];
  readonly isOperator: boolean;
  /** Unix time in seconds at which the token was issued; 0 if it does not say. */
  readonly issuedAt: number;
}

const clientId = environment(USER_TOKEN_VARIABLES.clientId);

/** Cognito's access tokens name the client in `client_id` and have no `aud`; other providers use `aud`. */
const isForThisClient = ({ payload }: { payload: JwtPayload }): void => {
  const audiences = [payload["client_id"], payload.aud].flat();
  if (!audiences.includes(clientId)) {
    throw new JwtInvalidAudienceError("The token is for another client", JSON.stringify(audiences), clientId);
  }
  const use = payload["token_use"];
  if (use !== undefined && use !== "access") {
    throw new JwtInvalidAudienceError("The token is not an access token", JSON.stringify(use), "access");
  }
};

const issuer = environment(USER_TOKEN_VARIABLES.issuer);
const jwksUri = environment(USER_TOKEN_VARIABLES.jwksUri);

/** Providers publish a key long before they sign with it. */
const REFRESH_MS = 300_000;
/** The provider is somebody else's service, so tokens with made-up key ids may ask it less often than our own table. */
const PAUSE_MS = 5000;

const verifier = JwtVerifier.create(
  { issuer, audience: null, jwksUri, customJwtCheck: isForThisClient },
  {
    jwksCache: jwksCacheOf({
      issuer,
      keySet: newKeySet({ read: () => fetchKeys(jwksUri), refreshMs: REFRESH_MS, pauseMs: PAUSE_MS }),
    }),
  },
);

/**
 * Verifies the caller's access token. The provider's keys are fetched at the first use and kept; a check waits for no
 * I/O after that.
 * @throws Problem UNAUTHENTICATED, or UNAVAILABLE if it can't be checked because the provider's keys are out of reach
 */
export const authenticateUser = async (authorization: string | undefined): Promise<User> => {
  const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw unauthenticated();
  const payload = await verifier.verify(token).catch((error: unknown) => {
    throw tokenProblem(error, "UNAUTHENTICATED");
  });
  if (typeof payload.sub !== "string" || payload.sub === "" || payload.exp === undefined) throw unauthenticated();
  const groups = groupsOf(payload["cognito:groups"]);
  return {
    userId: payload.sub,
    groups,
    isOperator: groups.includes(OPERATORS_GROUP),
    issuedAt: typeof payload.iat === "number" ? payload.iat : 0,
  };
};

const groupsOf = (claim: unknown): readonly string[] =>
  Array.isArray(claim) ? claim.filter((group) => typeof group === "string") : [];

const unauthenticated = (): Problem => new Problem("UNAUTHENTICATED");

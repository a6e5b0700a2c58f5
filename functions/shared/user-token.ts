import { JwtVerifier } from "aws-jwt-verify";
import { JwtInvalidAudienceError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import { environment } from "#functions/shared/environment.ts";
import { OPERATORS_GROUP, USER_TOKEN_VARIABLES } from "#functions/shared/grants.ts";
import { httpFetcher } from "#functions/shared/http-fetcher.ts";
import { Problem } from "#functions/shared/problem.ts";
import { isRefusal } from "#functions/shared/token-refusal.ts";

/** The caller of a request. */
export interface User {
  readonly userId: string;
  /** Groups of the identity provider. */
  readonly groups: readonly string[];
  readonly isOperator: boolean;
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

const verifier = JwtVerifier.create(
  {
    issuer: environment(USER_TOKEN_VARIABLES.issuer),
    audience: null,
    jwksUri: environment(USER_TOKEN_VARIABLES.jwksUri),
    customJwtCheck: isForThisClient,
  },
  { jwksCache: new SimpleJwksCache({ fetcher: httpFetcher }) },
);

/**
 * Verifies the caller's access token. The key set is fetched once; after that a check does no I/O.
 * @throws Problem UNAUTHENTICATED, or UNAVAILABLE if the issuer's keys can't be fetched
 */
export const authenticateUser = async (authorization: string | undefined): Promise<User> => {
  const token = /^Bearer ([^\s]+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw unauthenticated();
  const payload = await verifier.verify(token).catch((error: unknown) => {
    throw isRefusal(error) ? unauthenticated(error) : new Problem("UNAVAILABLE", {}, { cause: error });
  });
  if (typeof payload.sub !== "string" || payload.sub === "" || payload.exp === undefined) throw unauthenticated();
  const groups = groupsOf(payload["cognito:groups"]);
  return { userId: payload.sub, groups, isOperator: groups.includes(OPERATORS_GROUP) };
};

const groupsOf = (claim: unknown): readonly string[] =>
  Array.isArray(claim) ? claim.filter((group) => typeof group === "string") : [];

const unauthenticated = (cause?: unknown): Problem => new Problem("UNAUTHENTICATED", {}, { cause });

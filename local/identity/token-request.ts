import type { MutableToken } from "oauth2-mock-server";
import { demoUser, type LocalUser } from "#local/identity/demo-users.ts";

/** The fields of the token endpoint. `username`, `groups` and `expires_in` let scripts sign a user in without a browser. */
export interface TokenRequest {
  readonly client_id?: string;
  readonly grant_type?: string;
  readonly code?: string;
  readonly refresh_token?: string;
  readonly username?: string;
  /** Names separated by spaces; the demo user's groups if absent. */
  readonly groups?: string;
  /** Seconds from now; negative for a token that has expired already. */
  readonly expires_in?: string;
}

const LIFETIME_SECONDS = 3600;

/** The user that a script's request names. */
export const namedUser = ({ username, groups }: TokenRequest): LocalUser | undefined => {
  if (username === undefined || username === "") return undefined;
  const user = demoUser(username);
  return groups === undefined ? user : { ...user, groups: groups.split(" ").filter((group) => group !== "") };
};

/**
 * Gives a token Cognito's claims. An access token names its client in `client_id` and has no `aud`; an id token does the
 * opposite.
 */
export const setClaims = (token: MutableToken, user: LocalUser, request: TokenRequest, clientId: string): void => {
  const { payload } = token;
  const isIdToken = payload["aud"] !== undefined;
  const issuedAt = Math.floor(Date.now() / 1000);
  const audience = request.client_id ?? clientId;
  Object.assign(payload, {
    sub: user.name,
    iat: issuedAt,
    exp: issuedAt + Number(request.expires_in ?? LIFETIME_SECONDS),
    token_use: isIdToken ? "id" : "access",
    ...(isIdToken ? { aud: audience, "cognito:username": user.name } : { client_id: audience, username: user.name }),
    ...(user.groups.length > 0 ? { "cognito:groups": user.groups } : {}),
  });
  delete payload["amr"];
  if (payload.exp < issuedAt) {
    payload.iat = payload.exp - 1;
    payload.nbf = payload.iat;
  }
};

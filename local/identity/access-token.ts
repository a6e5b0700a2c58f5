import { OPERATORS_GROUP } from "#functions/shared/grants.ts";

/** Whom a token is to be for. */
export interface TokenWish {
  readonly user: string;
  readonly operator?: boolean;
  /** Further groups of the user. */
  readonly groups?: readonly string[];
  /** From now; negative for a token that has expired. */
  readonly expiresInSeconds?: number;
  /** Another client than the service's, for a token that it must refuse. */
  readonly audience?: string;
}

/**
 * Gets an access token of the local identity provider.
 * @throws Error saying what to do if the provider can't be reached or refuses.
 */
export const fetchAccessToken = async (issuer: string, wish: TokenWish): Promise<string> => {
  const form = new URLSearchParams({ grant_type: "client_credentials", username: wish.user });
  if (wish.operator !== undefined || wish.groups !== undefined) {
    form.set("groups", [...(wish.operator ? [OPERATORS_GROUP] : []), ...(wish.groups ?? [])].join(" "));
  }
  if (wish.expiresInSeconds !== undefined) form.set("expires_in", String(wish.expiresInSeconds));
  if (wish.audience !== undefined) form.set("client_id", wish.audience);
  const response = await fetch(`${issuer}/oauth2/token`, { method: "POST", body: form }).catch((error: unknown) => {
    throw new Error(`No identity provider answers at ${issuer}: start the service with npm start, or pass --issuer.`, {
      cause: error,
    });
  });
  const answer = (await response.json()) as { readonly access_token?: string; readonly error_description?: string };
  if (answer.access_token === undefined) {
    throw new Error(`The identity provider refused: ${answer.error_description ?? `status ${response.status}`}`);
  }
  return answer.access_token;
};

import { OPERATORS_GROUP } from "#functions/shared/grants.ts";

/** The user that a token is requested for, and the token's claims. */
export interface TokenRequestOptions {
  readonly user: string;
  readonly operator?: boolean;
  /** More groups of the user. */
  readonly groups?: readonly string[];
  /** Counted from now; negative for a token that has expired already. */
  readonly expiresInSeconds?: number;
  /** Another client than the service's, for a token that the service must refuse. */
  readonly audience?: string;
}

/**
 * Fetches an access token from the local identity provider.
 * @throws Error that says what to do if the provider can't be reached or refuses.
 */
export const fetchAccessToken = async (issuer: string, options: TokenRequestOptions): Promise<string> => {
  const form = new URLSearchParams({ grant_type: "client_credentials", username: options.user });
  if (options.operator !== undefined || options.groups !== undefined) {
    form.set("groups", [...(options.operator ? [OPERATORS_GROUP] : []), ...(options.groups ?? [])].join(" "));
  }
  if (options.expiresInSeconds !== undefined) form.set("expires_in", String(options.expiresInSeconds));
  if (options.audience !== undefined) form.set("client_id", options.audience);
  const response = await fetch(`${issuer}/oauth2/token`, { method: "POST", body: form }).catch((error: unknown) => {
    throw new Error(`No identity provider answers at ${issuer}. Start the service with npm start, or pass --issuer.`, {
      cause: error,
    });
  });
  const body = (await response.json()) as { readonly access_token?: string; readonly error_description?: string };
  if (body.access_token === undefined) {
    throw new Error(`The identity provider refused: ${body.error_description ?? `status ${response.status}`}`);
  }
  return body.access_token;
};

/** How commands get an operator's access token. */
import { httpUrl, UsageError } from "#cli/options.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { localIssuer } from "#local/identity/local-issuer.ts";

export const TOKEN_VARIABLE = "ENCORE_TOKEN";

/**
 * The given token, that of the environment, or for a service on this machine one of its identity provider.
 * @throws UsageError if there is none
 */
export const operatorToken = (
  url: string,
  {
    token,
    issuer,
    user,
  }: { readonly token?: string | undefined; readonly issuer?: string | undefined; readonly user: string },
): Promise<string> | string => {
  const given = token ?? process.env[TOKEN_VARIABLE];
  if (given !== undefined && given !== "") return given;
  const local = issuer ?? localIssuer(url);
  if (local === undefined) {
    throw new UsageError(`For a remote service, set ${TOKEN_VARIABLE} to an operator's access token.`);
  }
  return fetchAccessToken(httpUrl("issuer", local), { user, operator: true });
};

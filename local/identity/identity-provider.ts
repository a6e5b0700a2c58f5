import { once } from "node:events";
import { createServer } from "node:http";
import {
  type AugmentedRequest,
  Events,
  type MutableResponse,
  type MutableToken,
  OAuth2Issuer,
  OAuth2Service,
} from "oauth2-mock-server";
import { demoUser, type LocalUser } from "#local/identity/demo-users.ts";
import { signInPage } from "#local/identity/sign-in-page.ts";
import { addSigningKey } from "#local/identity/signing-keys.ts";
import { namedUser, setClaims, type TokenRequest } from "#local/identity/token-request.ts";

export interface IdentityProvider {
  readonly issuer: string;
  readonly stop: () => Promise<void>;
}

interface IdentityOptions {
  readonly port: number;
  readonly clientId: string;
  readonly host?: string;
  readonly dataDir?: string | undefined;
}

/** Cognito's paths, so that the template's URLs work here once their origin is replaced. */
export const ENDPOINTS = {
  authorize: "/oauth2/authorize",
  token: "/oauth2/token",
  jwks: "/.well-known/jwks.json",
  userinfo: "/oauth2/userInfo",
} as const;

/**
 * Starts the identity provider that stands in for Cognito. It signs in any user that the sign-in page or a script names,
 * without a password, and issues signed tokens like Cognito's.
 * @throws Error with code EADDRINUSE if the port is taken.
 */
export const startIdentityProvider = async (options: IdentityOptions): Promise<IdentityProvider> => {
  const issuer = new OAuth2Issuer(false);
  await addSigningKey(issuer, options.dataDir);
  const service = new OAuth2Service(issuer, ENDPOINTS);
  rememberUsers(service, options.clientId);

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer.url);
    const needsUser = url.pathname === ENDPOINTS.authorize && !url.searchParams.get("login_hint");
    if (!needsUser || request.method !== "GET") {
      service.requestHandler(request, response);
      return;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(signInPage(url));
  });
  server.listen(options.port, options.host ?? "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  issuer.url = `http://127.0.0.1:${port}`;
  return {
    issuer: issuer.url,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

/** Remembers the user of each code and refresh token, so that their tokens are issued for that user. */
const rememberUsers = (service: OAuth2Service, clientId: string): void => {
  const users = new Map<string, LocalUser>();
  const userOf = (request: TokenRequest): LocalUser | undefined =>
    users.get(request.code ?? request.refresh_token ?? "") ?? namedUser(request);

  service.on(Events.BeforeAuthorizeRedirect, ({ url }: { url: URL }, { query }: AugmentedRequest) => {
    const code = url.searchParams.get("code");
    if (code !== null) users.set(code, demoUser(String(query["login_hint"])));
  });
  service.on(Events.BeforeTokenSigning, (token: MutableToken, { body }: { body: TokenRequest }) => {
    const user = userOf(body);
    if (user) setClaims(token, user, body, clientId);
  });
  service.on(Events.BeforeResponse, (response: MutableResponse, { body }: { body: TokenRequest }) => {
    const user = userOf(body);
    if (!user) {
      response.statusCode = 400;
      response.body = {
        error: "invalid_grant",
        error_description: "Name a user, or send a code that has not been used.",
      };
      return;
    }
    if (body.code !== undefined) users.delete(body.code);
    if (typeof response.body === "object" && typeof response.body["refresh_token"] === "string") {
      users.set(response.body["refresh_token"], user);
    }
  });
};

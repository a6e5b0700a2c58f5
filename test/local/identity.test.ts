import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import { type IdentityProvider, startIdentityProvider } from "#local/identity/identity-provider.ts";

let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0, clientId: "encore-local" });
});

afterAll(() => provider.stop());

test("an access token has Cognito's claims and a signature that the published keys verify", async () => {
  const token = await fetchAccessToken(provider.issuer, { user: "operator" });

  const keys = createRemoteJWKSet(new URL(`${provider.issuer}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(token, keys, { issuer: provider.issuer });

  expect(payload).toMatchObject({
    sub: "operator",
    client_id: "encore-local",
    token_use: "access",
    "cognito:groups": ["operators"],
  });
  expect(payload.aud).toBeUndefined();
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
});

test("a script gets expired tokens and tokens for other clients, many at once", async () => {
  const child = execFile(process.execPath, ["cli/token.ts", "--batch", "--issuer", provider.issuer]);
  const wishes = [
    { user: "a", operator: true },
    { user: "b", operator: false, expiresInSeconds: -10 },
    { user: "c", operator: false, audience: "another" },
  ];
  child.stdin?.end(wishes.map((wish) => `${JSON.stringify(wish)}\n`).join(""));
  let output = "";
  for await (const chunk of child.stdout ?? []) output += String(chunk);

  const [operator, expired, other] = output
    .trim()
    .split("\n")
    .map((token) => decodeJwt(token));

  expect(operator).toMatchObject({ sub: "a", "cognito:groups": ["operators"] });
  expect(expired?.exp).toBeLessThan(Date.now() / 1000);
  expect([other?.["client_id"], other?.["cognito:groups"]]).toEqual(["another", undefined]);
});

test("a browser chooses a demo user and gets that user's token, with PKCE", async () => {
  const verifier = randomBytes(32).toString("base64url");
  const authorize = new URL(`${provider.issuer}/oauth2/authorize`);
  authorize.search = new URLSearchParams({
    response_type: "code",
    client_id: "encore-local",
    redirect_uri: "http://127.0.0.1:1/back",
    state: '"><script>',
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();

  const page = await fetch(authorize);
  const html = await page.text();
  authorize.searchParams.set("login_hint", "jun");
  const redirect = await fetch(authorize, { redirect: "manual" });
  const back = new URL(redirect.headers.get("location") ?? "");
  const exchange = (code_verifier: string) =>
    fetch(`${provider.issuer}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: "encore-local",
        code: back.searchParams.get("code") ?? "",
        code_verifier,
      }),
    });
  const good = (await (await exchange(verifier)).json()) as { access_token: string };
  const again = await exchange(verifier);

  expect(html).toContain('value="mina"');
  expect(html).not.toContain("<script>");
  expect(back.searchParams.get("state")).toBe('"><script>');
  expect(decodeJwt(good.access_token)).toMatchObject({ sub: "jun", token_use: "access", client_id: "encore-local" });
  expect(again.status).toBe(400);
});

test("a request without a user gets no token", async () => {
  const response = await fetch(`${provider.issuer}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });

  expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_grant" }]);
});

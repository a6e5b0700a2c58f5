import { afterAll, expect, it } from "@jest/globals";
import { startKeyServer } from "#test/support/key-server.ts";

const issuer = await startKeyServer("RS256");
Object.assign(process.env, {
  USER_TOKEN_ISSUER: issuer.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: issuer.jwksUri,
});
const { authenticateUser } = await import("#functions/shared/user-token.ts");

afterAll(() => issuer.stop());

const mina = { sub: "mina", client_id: "encore-client" };

it("says UNAVAILABLE, not that the token is bad, while the issuer's keys can't be had", async () => {
  issuer.breakDown();
  const token = await issuer.sign(mina);

  await expect(authenticateUser(`Bearer ${token}`)).rejects.toMatchObject({ code: "UNAVAILABLE", status: 503 });
});

it("says when to ask again, and fetches nothing until then", async () => {
  const before = issuer.fetches();
  const token = await issuer.sign(mina);

  const refused = authenticateUser(`Bearer ${token}`);

  await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE", headers: { "retry-after": "5" } });
  expect(issuer.fetches()).toBe(before);
});

import { afterAll, describe, expect, it } from "@jest/globals";
import { altered, startKeyServer, unsigned } from "#test/support/key-server.ts";

const issuer = await startKeyServer("RS256");
Object.assign(process.env, {
  USER_TOKEN_ISSUER: issuer.issuer,
  USER_TOKEN_CLIENT_ID: "encore-client",
  USER_TOKEN_JWKS_URI: issuer.jwksUri,
});
const { authenticateUser } = await import("#functions/shared/user-token.ts");

afterAll(() => issuer.stop());

const mina = { sub: "mina", client_id: "encore-client", token_use: "access" };
const bearer = async (token: string | Promise<string>): Promise<string> => `Bearer ${await token}`;

describe("authenticateUser", () => {
  it("knows the user and the operator of a genuine access token", async () => {
    expect(await authenticateUser(await bearer(issuer.sign(mina)))).toEqual({
      userId: "mina",
      groups: [],
      isOperator: false,
      issuedAt: expect.any(Number),
    });
    expect(await authenticateUser(await bearer(issuer.sign({ ...mina, "cognito:groups": ["operators"] })))).toEqual({
      userId: "mina",
      groups: ["operators"],
      isOperator: true,
      issuedAt: expect.any(Number),
    });
  });

  it("takes the client from aud where the provider puts it there", async () => {
    const token = issuer.sign({ sub: "mina", aud: ["encore-client", "other"] });

    expect(await authenticateUser(await bearer(token))).toMatchObject({ userId: "mina" });
  });

  it("fetches the keys once, however many tokens come", async () => {
    await Promise.all(Array.from({ length: 20 }, async () => authenticateUser(await bearer(issuer.sign(mina)))));

    expect(issuer.fetches()).toBe(1);
  });

  it("refuses a key that does not exist, and then fetches no more for made-up ones", async () => {
    const madeUp = (keyId: string) => bearer(issuer.sign(mina, { keyId }));
    await authenticateUser(await bearer(issuer.sign(mina)));
    const before = issuer.fetches();

    await expect(authenticateUser(await madeUp("made-up-1"))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    for (let index = 2; index <= 20; index += 1) {
      const refused = authenticateUser(await madeUp(`made-up-${index}`));
      await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE", status: 503 });
    }

    expect(issuer.fetches()).toBe(before + 1);
    expect(await authenticateUser(await bearer(issuer.sign(mina)))).toMatchObject({ userId: "mina" });
  });

  it("fetches nothing for a token that does not claim to be of the issuer", async () => {
    const before = issuer.fetches();
    const foreign = issuer.sign(mina, { keyId: "made-up-0", issuer: "http://127.0.0.1:1" });

    await expect(authenticateUser(await bearer(foreign))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });

    expect(issuer.fetches()).toBe(before);
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ["none", () => Promise.resolve(undefined)],
    ["an empty header", () => Promise.resolve("")],
    ["another scheme", async () => `Basic ${await issuer.sign(mina)}`],
    ["what is no token", () => bearer("abc.def.ghi")],
    ["a forged one", () => bearer(issuer.sign(mina, { isForged: true }))],
    ["an altered one", async () => bearer(altered(await issuer.sign(mina), { sub: "jun" }))],
    ["an unsigned one", () => bearer(unsigned({ ...mina, iss: issuer.issuer, exp: 4e9 }))],
    ["an expired one", () => bearer(issuer.sign(mina, { expiresInSeconds: -1 }))],
    ["one without end", () => bearer(issuer.sign(mina, { expiresInSeconds: undefined }))],
    ["one for another client", () => bearer(issuer.sign({ ...mina, client_id: "other" }))],
    ["an id token", () => bearer(issuer.sign({ sub: "mina", aud: "encore-client", token_use: "id" }))],
    ["one of another issuer", () => bearer(issuer.sign(mina, { issuer: "http://127.0.0.1:1" }))],
    ["one without a user", () => bearer(issuer.sign({ ...mina, sub: undefined }))],
  ])("refuses %s", async (_, header) => {
    await expect(authenticateUser(await header())).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401 });
  });
});

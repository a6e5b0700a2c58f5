import { describe, expect, it } from "@jest/globals";
import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT } from "jose";
import { signedJws } from "#functions/signing/jws.ts";
import { deriveSigningKey } from "#functions/signing/signing-key.ts";

const SECRET = "k3YxV0bq8dWm2sTz7LpR5nJc9HfG4eAu1KiQoXvBwEyMtZrD6NaSgUhPjCl0Fx3O";

describe("deriveSigningKey", () => {
  it("derives the same ES256 key pair from the same secret, and another one from another", () => {
    const [one, again, other] = [SECRET, SECRET, `${SECRET}!`].map(deriveSigningKey);

    expect(again?.publicJwk).toEqual(one?.publicJwk);
    expect(other?.publicJwk.kid).not.toBe(one?.publicJwk.kid);
  });

  it("signs what its public key verifies", async () => {
    const { privateKey, publicJwk } = deriveSigningKey(SECRET);
    const token = await new SignJWT({}).setProtectedHeader({ alg: "ES256" }).setSubject("mina").sign(privateKey);

    const { payload } = await jwtVerify(token, await importJWK(publicJwk, "ES256"));

    expect(payload.sub).toBe("mina");
  });

  it("names the key by its thumbprint (RFC 7638)", async () => {
    const { publicJwk } = deriveSigningKey(SECRET);

    expect(publicJwk.kid).toBe(await calculateJwkThumbprint(publicJwk));
  });

  it("signs a compact JWS that a library verifies, and not once it is altered", async () => {
    const key = deriveSigningKey(SECRET);
    const jws = signedJws({ alg: "ES256", kid: key.publicJwk.kid, typ: "JWT" }, { sub: "mina, 미나" }, key);
    const verified = await jwtVerify(jws, await importJWK(key.publicJwk, "ES256"), { typ: "JWT" });

    expect(verified).toMatchObject({ payload: { sub: "mina, 미나" }, protectedHeader: { kid: key.publicJwk.kid } });
    const [header, , signature] = jws.split(".");
    const other = Buffer.from(JSON.stringify({ sub: "jun" })).toString("base64url");
    await expect(jwtVerify(`${header}.${other}.${signature}`, await importJWK(key.publicJwk, "ES256"))).rejects.toThrow(
      "signature",
    );
  });

  it("publishes nothing of the private key", () => {
    const { publicJwk } = deriveSigningKey(SECRET);

    expect(Object.keys(publicJwk).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });

  it("refuses a secret that is too short", () => {
    expect(() => deriveSigningKey("short")).toThrow("too short");
  });
});

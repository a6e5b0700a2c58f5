import { describe, expect, it } from "@jest/globals";
import { importJWK, jwtVerify, SignJWT } from "jose";
import { deriveSigningKey } from "#functions/signing/signing-key.ts";

const SECRET = "k3YxV0bq8dWm2sTz7LpR5nJc9HfG4eAu1KiQoXvBwEyMtZrD6NaSgUhPjCl0Fx3O";

describe("deriveSigningKey", () => {
  it("derives the same ES256 key pair from the same secret, and another one from another", async () => {
    const [one, again, other] = await Promise.all([SECRET, SECRET, `${SECRET}!`].map(deriveSigningKey));

    expect(again?.publicJwk).toEqual(one?.publicJwk);
    expect(other?.publicJwk.kid).not.toBe(one?.publicJwk.kid);
  });

  it("signs what its public key verifies", async () => {
    const { privateKey, publicJwk } = await deriveSigningKey(SECRET);
    const token = await new SignJWT({}).setProtectedHeader({ alg: "ES256" }).setSubject("mina").sign(privateKey);

    const { payload } = await jwtVerify(token, await importJWK(publicJwk, "ES256"));

    expect(payload.sub).toBe("mina");
  });

  it("publishes nothing of the private key", async () => {
    const { publicJwk } = await deriveSigningKey(SECRET);

    expect(Object.keys(publicJwk).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
  });

  it("refuses a secret that is too short", async () => {
    await expect(deriveSigningKey("short")).rejects.toThrow("too short");
  });
});

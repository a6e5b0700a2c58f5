import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export interface Claims {
  readonly [claim: string]: unknown;
}

export interface SignOptions {
  readonly expiresInSeconds?: number | undefined;
  readonly issuer?: string;
  /** `typ`; "JWT" if absent. */
  readonly type?: string;
  /** Signs with an unpublished key, under the name of the published one. */
  readonly isForged?: boolean;
  /** `kid`; the published key if absent. */
  readonly keyId?: string;
  /** Unix time in seconds; now if absent. */
  readonly issuedAt?: number;
}

/** The answer of DynamoDB to a GetItem for the set of public signing keys. */
const asStoredItem = ({ kid, x, y }: JWK): unknown => ({
  Item: { [`key:${kid}`]: { M: { x: { S: x }, y: { S: y }, signsFrom: { N: "0" } } } },
});

/**
 * An issuer that signs tokens with one key and publishes it over HTTP: as a JSON Web Key Set, and as DynamoDB would return
 * the item of Encore's own keys.
 */
export const startKeyServer = async (alg: "RS256" | "ES256") => {
  const [{ privateKey, publicKey }, { privateKey: foreignKey }] = [
    await generateKeyPair(alg),
    await generateKeyPair(alg),
  ];
  const jwk = { ...(await exportJWK(publicKey)), kid: "key-1", alg, use: "sig" };
  let fetches = 0;
  let isBroken = false;
  const server = createServer(({ method }, response) => {
    fetches += 1;
    response.writeHead(isBroken ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(method === "POST" ? asStoredItem(jwk) : { keys: [jwk] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    jwksUri: `${issuer}/jwks`,
    /** The variables of a function that checks Encore's own tokens and reads the key of this server. */
    asKeyTable: {
      QUEUE_TOKEN_ISSUER: issuer,
      QUEUE_TABLE: "queue",
      AWS_ENDPOINT_URL_DYNAMODB: issuer,
      AWS_REGION: "ap-northeast-2",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    },
    fetches: () => fetches,
    breakDown: () => {
      isBroken = true;
    },
    recover: () => {
      isBroken = false;
    },
    sign: (claims: Claims, options: SignOptions = {}): Promise<string> => {
      const token = new SignJWT(claims)
        .setProtectedHeader({ alg, kid: options.keyId ?? "key-1", typ: options.type ?? "JWT" })
        .setIssuer(options.issuer ?? issuer)
        .setIssuedAt(options.issuedAt);
      const seconds = "expiresInSeconds" in options ? options.expiresInSeconds : 3600;
      if (seconds !== undefined) token.setExpirationTime(Math.floor(Date.now() / 1000) + seconds);
      return token.sign(options.isForged ? foreignKey : privateKey);
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same token with another payload and the old signature. */
export const altered = (token: string, change: Claims): string => {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
  return [header, part({ ...claims, ...change }), signature].join(".");
};

/** A token that claims to need no signature. */
export const unsigned = (claims: Claims): string => `${part({ alg: "none", kid: "key-1" })}.${part(claims)}.`;

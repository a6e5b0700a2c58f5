/** Signs access tokens of people, for the one route here whose use case is its handler. */
import { startKeyServer } from "#test/support/key-server.ts";

const CLIENT_ID = "encore-client";
/** Histories take minutes at most, but they move their clocks forward. */
const TOKEN_SECONDS = 7 * 24 * 3600;

const issuer = await startKeyServer("RS256");
Object.assign(process.env, {
  USER_TOKEN_ISSUER: issuer.issuer,
  USER_TOKEN_CLIENT_ID: CLIENT_ID,
  USER_TOKEN_JWKS_URI: issuer.jwksUri,
});

const tokens = new Map<string, Promise<string>>();

export const userTokenOf = (userId: string): Promise<string> => {
  const token =
    tokens.get(userId) ?? issuer.sign({ sub: userId, client_id: CLIENT_ID }, { expiresInSeconds: TOKEN_SECONDS });
  tokens.set(userId, token);
  return token;
};

export const stopSigning = (): Promise<void> => issuer.stop();

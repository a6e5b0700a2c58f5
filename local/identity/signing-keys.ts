import { generateKeyPair, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JWK, OAuth2Issuer } from "oauth2-mock-server";

const FILE = "identity-key.json";
const RSA_BITS = 2048;

/** Gives the issuer a key: the one in the data folder, so that tokens survive a restart, or a new one. */
export const addSigningKey = async (issuer: OAuth2Issuer, dataDir: string | undefined): Promise<void> => {
  const kept = dataDir === undefined ? undefined : await readKept(join(dataDir, FILE));
  const key = kept ?? (await newKey());
  await issuer.keys.add(key);
  if (dataDir !== undefined && kept === undefined) {
    await writeFile(join(dataDir, FILE), JSON.stringify(key), { mode: 0o600 });
  }
};

const newKey = async (): Promise<JWK> => {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
  return { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: randomUUID() };
};

const readKept = async (file: string): Promise<JWK | undefined> => {
  try {
    return JSON.parse(await readFile(file, "utf8")) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

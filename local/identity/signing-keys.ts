import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JWK, OAuth2Issuer } from "oauth2-mock-server";

const FILE = "identity-key.json";

/** Gives the issuer a key: the one kept in the data folder, so that tokens outlive a restart, or a new one. */
export const addSigningKey = async (issuer: OAuth2Issuer, dataDir: string | undefined): Promise<void> => {
  if (dataDir === undefined) {
    await issuer.keys.generate("RS256");
    return;
  }
  const file = join(dataDir, FILE);
  const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (kept !== undefined) {
    await issuer.keys.add(JSON.parse(kept) as JWK);
    return;
  }
  const key = await issuer.keys.generate("RS256");
  await writeFile(file, JSON.stringify(key), { mode: 0o600 });
};

/** Whether a request shows the secret that only the edge knows. */
import { createHash, timingSafeEqual } from "node:crypto";
import { ORIGIN_SECRET_VARIABLE } from "#functions/shared/grants.ts";
import { readReplacedSecretText, readSecretText } from "#functions/shared/secret-text.ts";

/** Reads the secrets that the edge may show: the present one and, while the edge still has it, the one before. */
export type ReadOriginSecrets = () => Promise<readonly string[]>;

export const readOriginSecrets: ReadOriginSecrets = async () => {
  const [current, replaced] = await Promise.all([
    readSecretText(ORIGIN_SECRET_VARIABLE),
    readReplacedSecretText(ORIGIN_SECRET_VARIABLE),
  ]);
  return replaced === undefined ? [current] : [current, replaced];
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const isOneOf = (shown: string, secrets: readonly string[]): boolean => {
  const shownDigest = digest(shown);
  // An empty secret would let everybody in who shows nothing.
  return secrets.some((secret) => secret !== "" && timingSafeEqual(digest(secret), shownDigest));
};

/**
 * Makes the check. Secrets are kept in memory; one that is not among them is looked for again, so that a new secret counts
 * from its first request on: API Gateway keeps a refusal for minutes.
 */
export const originCheck = (read: ReadOriginSecrets): ((shown: string) => Promise<boolean>) => {
  let known: readonly string[] = [];
  return async (shown) => {
    if (isOneOf(shown, known)) return true;
    known = await read();
    return isOneOf(shown, known);
  };
};

/** Access tokens of the people of a sale, made before it. */
import { randomBytes } from "node:crypto";
import type { Target } from "#bench/frame/target.ts";
import { tokenBatch } from "#cli/token-batch.ts";
import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { fetchAccessToken, type TokenRequestOptions } from "#local/identity/access-token.ts";

/** Enough to keep the identity provider busy. */
const AT_ONCE = 16;

const rethrow = (error: unknown): never => {
  throw error;
};

const fromIssuer = async (issuer: string, requests: readonly TokenRequestOptions[]): Promise<readonly string[]> => {
  const tokens: string[] = [];
  const sign = async ([index, request]: readonly [number, TokenRequestOptions]): Promise<void> => {
    tokens[index] = await fetchAccessToken(issuer, request);
  };
  await forEachLimit([...requests.entries()], AT_ONCE, sign, rethrow);
  return tokens;
};

const signIn = async (
  { tokens }: Pick<Target, "tokens">,
  requests: readonly TokenRequestOptions[],
): Promise<readonly string[]> => {
  if ("issuer" in tokens) return fromIssuer(tokens.issuer, requests);
  const made = await tokenBatch(tokens.command, requests);
  return made.map((token, index) => {
    if (token === null) throw new Error(`The token command made no token for ${JSON.stringify(requests[index])}.`);
    return token;
  });
};

export interface SignedIn {
  readonly operator: EncoreClient;
  /** One for each person. They don't retry: whoever times their requests does. */
  readonly clients: readonly EncoreClient[];
}

/**
 * People of a run have names of their own, so that they begin with nothing on a service where another run was.
 * @throws Error if one of the tokens can't be made
 */
export const signInAll = async (target: Target, people: number): Promise<SignedIn> => {
  const run = randomBytes(4).toString("hex");
  const names = Array.from({ length: people }, (_, index) => `bench-${run}-${index + 1}`);
  const [operatorToken = "", ...tokens] = await signIn(target, [
    { user: `bench-${run}-operator`, operator: true },
    ...names.map((user) => ({ user })),
  ]);
  const { url } = target;
  return {
    operator: createEncoreClient({ url, userToken: operatorToken }),
    clients: tokens.map((userToken) => createEncoreClient({ url, userToken, retriesMax: 0 })),
  };
};

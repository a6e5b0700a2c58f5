import { createEncoreClient } from "#client/encore-client.ts";
import type { EncoreClient } from "#client/table-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import type { Person } from "#test/load/people.ts";

/** Enough to keep the identity provider busy. */
const SIGN_INS_AT_ONCE = 16;

/** The addresses of the service and of the issuer of its users' tokens. */
export interface Target {
  readonly url: string;
  readonly issuer: string;
}

export interface Visitor {
  readonly person: Person;
  readonly client: EncoreClient;
}

/** The crowd retries and counts by itself, so its clients must not retry. */
const clientOf = (url: string, userToken: string): EncoreClient =>
  createEncoreClient({ url, userToken, retriesMax: 0 });

export const signInOperator = async ({ url, issuer }: Target): Promise<EncoreClient> =>
  clientOf(url, await fetchAccessToken(issuer, { user: "crowd-operator", operator: true }));

/**
 * Signs everyone in, several people at once.
 * @param target its addresses are shared out among the people
 */
export const signIn = async (
  { urls, issuer }: Pick<Target, "issuer"> & { readonly urls: readonly string[] },
  people: readonly Person[],
  signal: AbortSignal,
): Promise<readonly Visitor[]> => {
  const visitors: Visitor[] = [];
  const waiting = people.entries();
  const worker = async (): Promise<void> => {
    for (const [index, person] of waiting) {
      signal.throwIfAborted();
      const userToken = await fetchAccessToken(issuer, { user: person.name });
      visitors[index] = { person, client: clientOf(urls[index % urls.length] ?? "", userToken) };
    }
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, worker));
  return visitors;
};

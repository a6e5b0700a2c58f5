import { createEncoreClient, type EncoreClient } from "#client/encore-client.ts";
import { fetchAccessToken } from "#local/identity/access-token.ts";
import type { Person } from "#test/load/people.ts";

/** Enough to keep the identity provider busy, and no more. */
const SIGN_INS_AT_ONCE = 16;

/** Where the service is, and who makes its users' tokens. */
export interface Target {
  readonly url: string;
  readonly issuer: string;
}

export interface Visitor {
  readonly person: Person;
  readonly client: EncoreClient;
}

/** The crowd waits and counts by itself, so its clients must not send anything again behind its back. */
const clientOf = (url: string, userToken: string): EncoreClient =>
  createEncoreClient({ url, userToken, retriesMax: 0 });

export const signInOperator = async ({ url, issuer }: Target): Promise<EncoreClient> =>
  clientOf(url, await fetchAccessToken(issuer, { user: "crowd-operator", operator: true }));

/** Signs everybody in, several at once. */
export const signIn = async (
  { url, issuer }: Target,
  people: readonly Person[],
  signal: AbortSignal,
): Promise<readonly Visitor[]> => {
  const visitors: Visitor[] = [];
  const waiting = people.entries();
  const desk = async (): Promise<void> => {
    for (const [index, person] of waiting) {
      signal.throwIfAborted();
      const userToken = await fetchAccessToken(issuer, { user: person.name });
      visitors[index] = { person, client: clientOf(url, userToken) };
    }
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, desk));
  return visitors;
};

/**
 * Who is signed in. The code flow with PKCE and the renewal of tokens are in sign-in.ts, which is loaded when they are
 * needed: somebody who waits needs neither.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { parseTokens, type Tokens, type User } from "#web/shared/session/tokens.ts";
import { removeStored, stored } from "#web/shared/storage/stored.ts";

const storedTokens = stored("session", parseTokens);

const tokens = signal<Tokens | undefined>(storedTokens.read());
storedTokens.onChange(() => {
  tokens.value = storedTokens.read();
});

export const user: ReadonlySignal<User | null> = computed(() => tokens.value?.user ?? null);

/** Nobody is signed in, or no longer. */
export class SignInNeeded extends Error {
  override readonly name = "SignInNeeded";
}

export const setTokens = (next: Tokens): void => {
  storedTokens.write(next);
  tokens.value = next;
};

/** Ends the session in this browser. Places in queues and holds stay with the account. */
export const signOut = (): void => {
  removeStored(["language"]);
  tokens.value = undefined;
};

/** Leaves for the identity provider, which returns to `returnTo`, a path of this site. */
export const signIn = async (returnTo: string): Promise<void> => {
  const { leaveToSignIn } = await import("#web/shared/session/sign-in.ts");
  await leaveToSignIn(returnTo);
};

/** A token that is still good. @throws SignInNeeded */
export const accessToken = async (): Promise<string> => {
  const known = tokens.peek();
  if (known === undefined) throw new SignInNeeded();
  return Date.now() < known.renewAtMs ? known.access : await renewed(known);
};

/** Renews the token that the service has refused. @throws SignInNeeded */
export const refuseToken = async (): Promise<void> => {
  const known = tokens.peek();
  if (known === undefined) throw new SignInNeeded();
  await renewed(known);
};

/** One tab renews at a time; the others take what it got. */
const renewed = (known: Tokens): Promise<string> =>
  navigator.locks.request("encore-renewal", async () => {
    const current = storedTokens.read();
    if (current !== undefined && current.access !== known.access) {
      tokens.value = current;
      return current.access;
    }
    const { renewTokens } = await import("#web/shared/session/sign-in.ts");
    const next = known.refresh === null ? undefined : await renewTokens(known, known.refresh);
    if (next !== undefined) {
      setTokens(next);
      return next.access;
    }
    storedTokens.remove();
    tokens.value = undefined;
    throw new SignInNeeded();
  });

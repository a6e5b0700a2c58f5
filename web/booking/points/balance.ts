/** The balance of whoever is signed in, as it was last read. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { call } from "#web/shared/api/client.ts";
import { user } from "#web/shared/session/session.ts";

const known = signal<number | undefined>(undefined);

let owner: string | undefined;
effect(() => {
  const id = user.value?.id;
  if (id !== owner) known.value = undefined;
  owner = id;
});

/** Won; undefined before it is read. */
export const balance: ReadonlySignal<number | undefined> = known;

/** Takes the balance from a response that has it. */
export const noteBalance = (won: number): void => {
  known.value = won;
};

/** @throws ProblemError, TypeError or SignInNeeded, as `call` does */
export const readBalance = async (): Promise<void> => {
  const { body } = await call("readBalance");
  known.value = body.balance;
};

/** The balance of whoever is signed in, as it was last read. */
import { effect, signal } from "@preact/signals";
import { call } from "#web/shared/api/client.ts";
import { user } from "#web/shared/session/session.ts";
const known = signal(undefined);
let owner;
effect(() => {
    const id = user.value?.id;
    if (id !== owner)
        known.value = undefined;
    owner = id;
});
/** Won; undefined before it is read. */
export const balance = known;
/** Takes the balance from a response that has it. */
export const noteBalance = (won) => {
    known.value = won;
};
/** @throws ProblemError, TypeError or SignInNeeded, as `call` does */
export const readBalance = async () => {
    const { body } = await call("readBalance");
    known.value = body.balance;
};

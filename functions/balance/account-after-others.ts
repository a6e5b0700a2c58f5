/** Lets requests that lose one account to each other go one after the other. */
import { readAccount } from "#functions/balance/balance-store.ts";
import type { Account } from "#functions/balance/rules/ledger.ts";
import { firstEstimate, nextEstimate } from "#functions/balance/rules/wait-estimate.ts";
import { enterContest } from "#functions/contests/contest-store.ts";
import { Problem } from "#functions/shared/problem.ts";
import { monotonicMs } from "#functions/shared/time.ts";
import { pause } from "#functions/shared/time-limit.ts";

/** If the account stands still for this many looks, those ahead have given up. */
const STILL_LOOKS_MAX = 2;

/** An account as it was when a transaction lost it to others. */
export interface LostAccount {
  readonly account: Account;
  /** False: a transaction of others was under way, so it is about to change. */
  readonly isAccountCurrent: boolean;
  /** How long the transaction took. */
  readonly lostMs: number;
}

/**
 * Each entry of an account follows the one before, so of all who want to add one at the same time, one gets through. The others
 * would meet again and again. So a request that has lost enters a contest, waits until those ahead may have got through, and
 * looks: each loses about once, however many they are. If nobody is ahead, or if it lost again after waiting, it goes on at once.
 * @param options.losses of this request so far, from 1
 * @param options.untilMs the latest moment of the monotonic clock to wait for
 * @returns the account as it is when nobody is ahead any more
 * @throws Problem REQUEST_IN_PROGRESS if that would take too long
 */
export const accountAfterOthers = async (
  userId: string,
  { account, isAccountCurrent, lostMs }: LostAccount,
  { losses, untilMs }: { readonly losses: number; readonly untilMs: number },
): Promise<Account> => {
  const hasWaited = losses % 2 === 0;
  let ahead = hasWaited ? 0 : await enterContest({ account: userId }, { wants: 1, got: account.seq });
  if (!isAccountCurrent) ahead += 1;
  let current = account;
  let estimate = firstEstimate(lostMs);
  while (ahead > 0 && estimate.stillLooks < STILL_LOOKS_MAX) {
    const startMs = monotonicMs();
    const waitMs = ahead * estimate.entryMs;
    if (startMs + waitMs > untilMs) {
      throw new Problem("REQUEST_IN_PROGRESS", {}, { retryAfterSeconds: waitMs / 1000 });
    }
    await pause(waitMs);
    const found = await readAccount(userId, { consistent: true });
    const added = found.seq - current.seq;
    estimate = nextEstimate(estimate, added, monotonicMs() - startMs);
    ahead -= added;
    current = found;
  }
  return current;
};

/** How approved top-ups get into the ledger. */
import { addEntries, changedAccount, readAccount } from "#functions/balance/balance-store.ts";
import { type Account, type Entry, FUNDING, nextEntry } from "#functions/balance/rules/ledger.ts";
import type { TopUp } from "#functions/balance/rules/top-up.ts";
import { settleTopUp, toTopUp } from "#functions/balance/top-up-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { backOff, type Part, transact } from "#functions/shared/transaction.ts";

/** A top-up whose money was taken. */
export interface Approval {
  readonly topUp: TopUp;
  readonly gatewayReference: string;
}

export interface Settlement {
  /** Settled by this call. */
  readonly settled: readonly TopUp[];
  /** Settled by another call before. */
  readonly alreadySettled: readonly TopUp[];
  /** Not settled: others kept changing the account. */
  readonly unsettled: readonly Approval[];
}

/**
 * Settles top-ups of one user, each once (M3), all in one transaction: so a crowd of top-ups on one account takes turns
 * by the dozen. Money that was taken is always credited, even above the largest balance.
 *
 * Unlike `retryOnConflict` it ends with what it could not do, and each try is about fewer top-ups than the one before.
 * @param options.account as it was read lately, for the first try
 */
export const settleApproved = async (
  userId: string,
  approvals: readonly Approval[],
  options: { readonly triesMax: number; readonly account?: Account | undefined },
): Promise<Settlement> => {
  let unsettled = approvals;
  let { account } = options;
  const alreadySettled: TopUp[] = [];
  for (let tryNumber = 1; tryNumber <= options.triesMax && unsettled.length > 0; tryNumber += 1) {
    account ??= await readAccount(userId, { consistent: true });
    const settled = withEntries(account, unsettled, systemClock());
    const outcome = await transact(partsOf(userId, account, settled), { triesMax: 1 });
    if (outcome.kind === "committed") return { settled, alreadySettled, unsettled: [] };

    const others = outcome.kind === "refused" ? settledByOthers(unsettled, outcome.found) : [];
    alreadySettled.push(...others);
    unsettled = unsettled.filter(({ topUp }) => !others.some(({ topUpId }) => topUpId === topUp.topUpId));
    account = outcome.kind === "refused" ? changedAccount(outcome.found) : undefined;
    if (others.length === 0 && tryNumber < options.triesMax) await backOff(tryNumber);
  }
  return { settled: [], alreadySettled, unsettled };
};

type SettledTopUp = TopUp & { readonly gatewayReference: string; readonly entry: Entry };

/** The top-ups as they will be, each with its entry. The entries follow one another in the account. */
const withEntries = (account: Account, approvals: readonly Approval[], at: Seconds): readonly SettledTopUp[] => {
  let { balance, seq } = account;
  return approvals.map(({ topUp, gatewayReference }) => {
    const movement = {
      kind: "TOP_UP",
      counterAccount: FUNDING,
      amount: topUp.amount,
      reference: topUp.topUpId,
      at,
    } as const;
    const next = nextEntry({ balance, seq, updatedAt: at }, movement);
    if ("missing" in next) throw new Error("A top-up can't be short of money.");
    ({ balanceAfter: balance, seq } = next.entry);
    return { ...topUp, status: "SETTLED", gatewayReference, entry: next.entry };
  });
};

const partsOf = (userId: string, account: Account, settled: readonly SettledTopUp[]): readonly Part[] => [
  ...settled.map((topUp) => settleTopUp(topUp, topUp.gatewayReference, topUp.entry)),
  ...addEntries(
    userId,
    account,
    settled.map(({ entry }) => entry),
  ),
];

/** @throws Error if a top-up was declined: then the gateway contradicts itself */
const settledByOthers = (
  approvals: readonly Approval[],
  found: ReadonlyMap<string, Item | undefined>,
): readonly TopUp[] =>
  approvals.flatMap(({ topUp: { topUpId } }) => {
    const item = found.get(topUpId);
    if (item === undefined) return [];
    const topUp = toTopUp(item);
    if (topUp.status !== "SETTLED") throw new Error(`The top-up ${topUpId} is ${topUp.status}.`);
    return topUp;
  });

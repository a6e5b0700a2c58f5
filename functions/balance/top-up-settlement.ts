/** How top-ups that the gateway has approved get into the ledger. */
import { addEntries, readAccount } from "#functions/balance/balance-store.ts";
import { type Account, type Entry, FUNDING, nextEntry } from "#functions/balance/rules/ledger.ts";
import type { TopUp } from "#functions/balance/rules/top-up.ts";
import { foundTopUp, settleTopUp } from "#functions/balance/top-up-store.ts";
import type { Item } from "#functions/shared/dynamodb.ts";
import { type Seconds, systemClock } from "#functions/shared/time.ts";
import { backOff, type Part, transact } from "#functions/shared/transaction.ts";

/** A top-up whose money was taken. */
export interface Approval {
  readonly topUp: TopUp;
  readonly gatewayReference: string;
}

export interface Settled {
  /** By this call. */
  readonly settled: readonly TopUp[];
  /** By somebody else before. */
  readonly found: readonly TopUp[];
  /** Not at all: others kept changing the account. */
  readonly left: readonly Approval[];
}

/**
 * Settles top-ups of one user, each once (M3), all of them in one transaction: so a crowd of top-ups on one account takes turns
 * by the dozen. Money that was taken is always credited, even over the largest balance.
 * @param options.account as it was read lately, for the first try
 */
export const settleApproved = async (
  userId: string,
  approvals: readonly Approval[],
  options: { readonly triesMax: number; readonly account?: Account | undefined },
): Promise<Settled> => {
  let left = approvals;
  let { account } = options;
  const found: TopUp[] = [];
  for (let attempt = 1; attempt <= options.triesMax && left.length > 0; attempt += 1) {
    account ??= await readAccount(userId, { consistent: true });
    const settled = settledBy(account, left, systemClock());
    const outcome = await transact(partsOf(userId, account, settled), { triesMax: 1 });
    if (outcome.kind === "committed") return { settled, found, left: [] };

    const before = found.length;
    if (outcome.kind === "refused") found.push(...settledBefore(left, outcome.found));
    left = left.filter(({ topUp }) => !found.some(({ topUpId }) => topUpId === topUp.topUpId));
    account = undefined;
    if (found.length === before && attempt < options.triesMax) await backOff(attempt);
  }
  return { settled: [], found, left };
};

type SettledTopUp = TopUp & { readonly gatewayReference: string; readonly entry: Entry };

/** The top-ups as they are with their entries, which follow one another in the account. */
const settledBy = (account: Account, approvals: readonly Approval[], at: Seconds): readonly SettledTopUp[] => {
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

/** Those that turned out to be settled. @throws Error if one was declined: the gateway says two things about it */
const settledBefore = (
  approvals: readonly Approval[],
  found: ReadonlyMap<string, Item | undefined>,
): readonly TopUp[] =>
  approvals.flatMap(({ topUp: { topUpId } }) => {
    const topUp = foundTopUp(found.get(topUpId));
    if (topUp && topUp.status !== "SETTLED") throw new Error(`The top-up ${topUpId} is ${topUp.status}.`);
    return topUp ?? [];
  });

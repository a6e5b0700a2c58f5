/** The rules of the ledger: an account is the outcome of its entries, and entries are only ever added. Pure. */
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface Account {
  /** Won. */
  readonly balance: number;
  /** Number of the last entry; 0 if there is none. */
  readonly seq: number;
  readonly updatedAt: Seconds | undefined;
}

export type EntryKind = "CHARGE" | "PAYMENT" | "REFUND";

export interface Entry {
  readonly seq: number;
  readonly kind: EntryKind;
  /** Won; negative takes from the balance. */
  readonly amount: number;
  readonly balanceAfter: number;
  readonly reference: string;
  readonly at: Seconds;
}

export const EMPTY_ACCOUNT: Account = { balance: 0, seq: 0, updatedAt: undefined };

/**
 * The entry that comes next in an account (M1), or how much is missing for it (M2).
 * @throws RangeError if the amount is no whole number of won, or zero
 */
export const nextEntry = (
  account: Account,
  entry: Pick<Entry, "kind" | "amount" | "reference" | "at">,
): { readonly entry: Entry } | { readonly missing: number } => {
  if (!Number.isSafeInteger(entry.amount) || entry.amount === 0) {
    throw new RangeError(`${entry.amount} is not an amount of won.`);
  }
  const balanceAfter = account.balance + entry.amount;
  if (balanceAfter < 0) return { missing: -balanceAfter };
  return { entry: { ...entry, seq: account.seq + 1, balanceAfter } };
};

export const entryAnswer = (entry: Entry) => ({
  seq: entry.seq,
  kind: entry.kind,
  amount: entry.amount,
  balanceAfter: entry.balanceAfter,
  reference: entry.reference,
  at: isoTime(entry.at),
});

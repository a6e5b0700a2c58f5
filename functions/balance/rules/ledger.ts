/** The rules of the ledger: an account is the sum of its entries, and entries are only ever added. Pure. */
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface Account {
  /** Won. */
  readonly balance: number;
  /** Number of the last entry, or 0 before the first. */
  readonly seq: number;
  readonly updatedAt: Seconds | undefined;
}

/** Money that came in from outside through top-ups: the only source of points (M4). */
export const FUNDING = "FUNDING";

/** What a concert has taken, less its refunds. The bare name is that of old entries, which do not name the concert. */
export type Takings = "TAKINGS" | `TAKINGS:${string}`;
export type CounterAccount = typeof FUNDING | Takings;

export const takingsOf = (concertId: string): Takings => `TAKINGS:${concertId}`;

/** What moves the points of an account. The counter account is funding for a top-up, and only for that. */
export type Movement = Cause & {
  /** Won; negative takes from the balance. */
  readonly amount: number;
  /** Id of the top-up, payment or refund behind it. */
  readonly reference: string;
  readonly at: Seconds;
};

type Cause =
  | { readonly kind: "TOP_UP"; readonly counterAccount: typeof FUNDING }
  | { readonly kind: "PAYMENT" | "REFUND"; readonly counterAccount: Takings };

export type EntryKind = Movement["kind"];

export type Entry = Movement & {
  readonly seq: number;
  readonly balanceAfter: number;
};

export const EMPTY_ACCOUNT: Account = { balance: 0, seq: 0, updatedAt: undefined };

const SIGNS: Readonly<Record<EntryKind, 1 | -1>> = { TOP_UP: 1, PAYMENT: -1, REFUND: 1 };

/**
 * The next entry of an account (M1), or how much money is missing for it (M2).
 * @throws RangeError if the amount is not a whole number of won, is zero, or has the wrong sign for its kind
 */
export const nextEntry = (
  account: Account,
  movement: Movement,
): { readonly entry: Entry } | { readonly missing: number } => {
  const { amount, kind } = movement;
  if (!Number.isSafeInteger(amount) || Math.sign(amount) !== SIGNS[kind]) {
    throw new RangeError(`${amount} is not an amount of won for a ${kind.toLowerCase()}.`);
  }
  const balanceAfter = account.balance + amount;
  if (balanceAfter < 0) return { missing: -balanceAfter };
  return { entry: { ...movement, seq: account.seq + 1, balanceAfter } };
};

/** One side of an entry. The two sides add up to zero. */
export interface Posting {
  readonly account: "POINTS" | CounterAccount;
  /** Won. */
  readonly amount: number;
}

/** Both sides of an entry: the change of the user's points, and the opposite change of the counter account. */
export const postingsOf = ({
  amount,
  counterAccount,
}: Pick<Entry, "amount" | "counterAccount">): readonly Posting[] => [
  { account: "POINTS", amount },
  { account: counterAccount, amount: -amount },
];

export const entryResponse = (entry: Entry) => ({
  seq: entry.seq,
  kind: entry.kind,
  amount: entry.amount,
  balanceAfter: entry.balanceAfter,
  counterAccount: entry.counterAccount,
  reference: entry.reference,
  at: isoTime(entry.at),
});

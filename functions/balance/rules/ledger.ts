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

/** What the seats of a concert have cost, less refunds. The bare name is that of old entries, which name no concert. */
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

type Cause = { readonly kind: "TOP_UP"; readonly counterAccount: typeof FUNDING } | ConcertCause;

/** The counter account gets what the two others don't. */
interface ConcertCause extends Fees {
  readonly kind: "PAYMENT" | "REFUND";
  readonly counterAccount: Takings;
}

/** What an entry adds to a concert's accounts of fees, in won; negative takes from them. Absent: nothing. */
export interface Fees {
  /** Positive if paid, negative if given back. */
  readonly bookingFees?: number | undefined;
  /** What a refund keeps of the price of its seats; negative if kept fees are refunded after all. */
  readonly cancellationFees?: number | undefined;
}

export type EntryKind = Movement["kind"];

export type Entry = Movement & {
  readonly seq: number;
  readonly balanceAfter: number;
};

export const EMPTY_ACCOUNT: Account = { balance: 0, seq: 0, updatedAt: undefined };

/** One side of an entry. All sides of an entry add up to zero. */
export interface Posting {
  readonly account: "POINTS" | CounterAccount | BookingFees | CancellationFees;
  /** Won. */
  readonly amount: number;
}

type BookingFees = "BOOKING_FEES" | `BOOKING_FEES:${string}`;
type CancellationFees = "CANCELLATION_FEES" | `CANCELLATION_FEES:${string}`;

type Sided = Pick<Movement, "amount" | "counterAccount"> & Fees;

/** What is left for the counter account, so that all sides add up to zero. */
export const counterAmountOf = ({ amount, bookingFees = 0, cancellationFees = 0 }: Omit<Sided, "counterAccount">) =>
  0 - amount - bookingFees - cancellationFees;

/** All sides of an entry: the change of the user's points, and what it means for the accounts on the other side. */
export const postingsOf = (entry: Sided): readonly Posting[] => {
  const { amount, counterAccount, bookingFees = 0, cancellationFees = 0 } = entry;
  const ofConcert = counterAccount.slice("TAKINGS".length);
  return [
    { account: "POINTS", amount },
    { account: counterAccount, amount: counterAmountOf(entry) },
    ...(bookingFees === 0 ? [] : [{ account: `BOOKING_FEES${ofConcert}` as BookingFees, amount: bookingFees }]),
    ...(cancellationFees === 0
      ? []
      : [{ account: `CANCELLATION_FEES${ofConcert}` as CancellationFees, amount: cancellationFees }]),
  ];
};

/** Which way a kind of entry moves an account: up, down, not at all, or either way. */
type Direction = 1 | -1 | 0 | "either";

interface Directions {
  readonly points: Direction;
  readonly counterAccount: Direction;
  readonly bookingFees: Direction;
  readonly cancellationFees: Direction;
}

const DIRECTIONS: Readonly<Record<EntryKind, Directions>> = {
  TOP_UP: { points: 1, counterAccount: -1, bookingFees: 0, cancellationFees: 0 },
  PAYMENT: { points: -1, counterAccount: 1, bookingFees: 1, cancellationFees: 0 },
  // Kept fees are refunded after all if, later, the organiser refunds everything.
  REFUND: { points: 1, counterAccount: -1, bookingFees: -1, cancellationFees: "either" },
};

/** Whether an amount is a whole number of won that does not go the other way. Zero goes either way. */
const goes = (amount: number, direction: Direction): boolean => {
  if (!Number.isSafeInteger(amount)) return false;
  if (direction === "either") return true;
  return direction === 0 ? amount === 0 : amount * direction >= 0;
};

/** Whether the amounts are those of a kind. A free seat is paid for and cancelled with 0 won; nothing is no top-up. */
export const isOfKind = (kind: EntryKind, sides: Omit<Sided, "counterAccount">): boolean => {
  const { amount, bookingFees = 0, cancellationFees = 0 } = sides;
  const directions = DIRECTIONS[kind];
  return (
    goes(amount, directions.points) &&
    goes(bookingFees, directions.bookingFees) &&
    goes(cancellationFees, directions.cancellationFees) &&
    goes(counterAmountOf(sides), directions.counterAccount) &&
    (kind !== "TOP_UP" || amount !== 0)
  );
};

/**
 * The next entry of an account (M1), or how much money is missing for it (M2).
 * @throws RangeError if an amount is not a whole number of won or has the wrong sign for its kind, if fees are more than
 * the whole, or if a top-up is zero
 */
export const nextEntry = (
  account: Account,
  movement: Movement,
): { readonly entry: Entry } | { readonly missing: number } => {
  const { kind, amount } = movement;
  if (!isOfKind(kind, movement)) {
    const { bookingFees, cancellationFees } = feesOf(movement);
    throw new RangeError(
      `${amount} is not an amount of won for a ${kind.toLowerCase()} ` +
        `with booking fees of ${bookingFees} and cancellation fees of ${cancellationFees}.`,
    );
  }
  const balanceAfter = account.balance + amount;
  if (balanceAfter < 0) return { missing: -balanceAfter };
  // An amount of 0 may have been given as -0, which is not equal to it everywhere.
  return { entry: { ...movement, amount: amount === 0 ? 0 : amount, seq: account.seq + 1, balanceAfter } };
};

const feesOf = (movement: Movement): Required<Fees> =>
  movement.kind === "TOP_UP"
    ? { bookingFees: 0, cancellationFees: 0 }
    : { bookingFees: movement.bookingFees ?? 0, cancellationFees: movement.cancellationFees ?? 0 };

export const entryResponse = (entry: Entry) => {
  const { bookingFees = 0, cancellationFees = 0 } = feesOf(entry);
  return {
    seq: entry.seq,
    kind: entry.kind,
    amount: entry.amount,
    bookingFees,
    cancellationFees,
    balanceAfter: entry.balanceAfter,
    counterAccount: entry.counterAccount,
    reference: entry.reference,
    at: isoTime(entry.at),
  };
};

/** M4: points are conserved: topped up = balances + takings + booking fees + kept fees. Pure. */
import { type Booking, type Bookings, bookingOf, refundedPriceOf } from "#functions/audit/rules/booking.ts";
import {
  accountItem,
  entryItem,
  type Finding,
  finding,
  type NamedItem,
  paymentItem,
} from "#functions/audit/rules/finding.ts";
import type { AuditedEntry, Ledger } from "#functions/audit/rules/m1-ledger.ts";
import { counterAmountOf, type EntryKind } from "#functions/balance/rules/ledger.ts";
import { boughtSeatIds } from "#functions/reservations/rules/reservation.ts";
import { bookingFeesOf } from "#functions/reservations/rules/seat-rates.ts";

/** Sums in won over the accounts that were checked. */
export interface Points {
  readonly toppedUp: number;
  readonly paid: number;
  readonly refunded: number;
  readonly balances: number;
  /** What the concert has got from seats, less refunds and what they kept, by the ledgers and by the payments. */
  readonly takingsByEntries: number;
  readonly takingsByPayments: number;
  /** Booking fees of the concert, less those given back. */
  readonly bookingFeesByEntries: number;
  readonly bookingFeesByPayments: number;
  /** What refunds of the concert have kept. */
  readonly cancellationFeesByEntries: number;
  readonly cancellationFeesByPayments: number;
}

export const NO_POINTS: Points = {
  toppedUp: 0,
  paid: 0,
  refunded: 0,
  balances: 0,
  takingsByEntries: 0,
  takingsByPayments: 0,
  bookingFeesByEntries: 0,
  bookingFeesByPayments: 0,
  cancellationFeesByEntries: 0,
  cancellationFeesByPayments: 0,
};

export const addPoints = (one: Points, other: Points): Points => ({
  toppedUp: one.toppedUp + other.toppedUp,
  paid: one.paid + other.paid,
  refunded: one.refunded + other.refunded,
  balances: one.balances + other.balances,
  takingsByEntries: one.takingsByEntries + other.takingsByEntries,
  takingsByPayments: one.takingsByPayments + other.takingsByPayments,
  bookingFeesByEntries: one.bookingFeesByEntries + other.bookingFeesByEntries,
  bookingFeesByPayments: one.bookingFeesByPayments + other.bookingFeesByPayments,
  cancellationFeesByEntries: one.cancellationFeesByEntries + other.cancellationFeesByEntries,
  cancellationFeesByPayments: one.cancellationFeesByPayments + other.cancellationFeesByPayments,
});

/** The sums over a whole concert that do not match. If a single account is the cause, a finding names it too. */
export const sumsThatDiffer = (points: Points): readonly string[] => {
  const { toppedUp, paid, refunded, balances } = points;
  const rest = toppedUp - paid + refunded;
  return [
    ...(rest === balances ? [] : [`topped up − paid + refunded is ${rest}, the balances are ${balances}`]),
    ...difference("takings", points.takingsByEntries, points.takingsByPayments),
    ...difference("booking fees", points.bookingFeesByEntries, points.bookingFeesByPayments),
    ...difference("cancellation fees", points.cancellationFeesByEntries, points.cancellationFeesByPayments),
  ];
};

const difference = (what: string, byEntries: number, byPayments: number): readonly string[] =>
  byEntries === byPayments ? [] : [`the ${what} are ${byEntries} by the ledgers and ${byPayments} by the payments`];

/** Whether an entry of a kind adds to the balance; undefined for a kind that does not exist. */
const ADDS: ReadonlyMap<string, boolean> = new Map<EntryKind, boolean>([
  ["TOP_UP", true],
  ["PAYMENT", false],
  ["REFUND", true],
]);

/** An amount that is no whole number counts as 0 here; M1 reports it. */
const whole = (amount: number): number => (Number.isSafeInteger(amount) ? amount : 0);
const sum = <T>(some: readonly T[], amountOf: (each: T) => number): number =>
  some.reduce((total, each) => total + whole(amountOf(each)), 0);
const ofKind = (entries: readonly AuditedEntry[], kind: EntryKind): number =>
  sum(
    entries.filter((entry) => entry.kind === kind),
    ({ amount }) => amount,
  );

/**
 * The points of a whole ledger. Entries, payments and refunds newer than the account, which was read first, are left
 * out, so that a booking in flight makes no difference.
 */
export const pointsOf = (concertId: string, ledger: Ledger, bookings: Bookings): Points => {
  const { account } = ledger;
  const entries = ledger.entries.filter(({ seq }) => seq <= account.seq);
  const of = bookingOf(bookings);
  const ofConcert = entries.filter((entry) => of(entry)?.reservation.concertId === concertId);
  const own = [...bookings.values()].filter(
    ({ reservation }) => reservation.concertId === concertId && reservation.userId === ledger.userId,
  );
  return {
    toppedUp: ofKind(entries, "TOP_UP"),
    paid: 0 - ofKind(entries, "PAYMENT"),
    refunded: ofKind(entries, "REFUND"),
    balances: account.balance,
    takingsByEntries: sum(ofConcert, counterAmountOf),
    bookingFeesByEntries: sum(ofConcert, ({ bookingFees = 0 }) => bookingFees),
    cancellationFeesByEntries: sum(ofConcert, ({ cancellationFees = 0 }) => cancellationFees),
    ...byPayments(own, account.seq),
  };
};

/** What the concert has by the payments and refunds whose entries have a number up to `seq`. */
const byPayments = (bookings: readonly Booking[], seq: number) => {
  const isKnown = ({ entrySeq }: { readonly entrySeq: number }): boolean => entrySeq <= seq;
  const paid = bookings.flatMap(({ reservation, payment }) =>
    payment && isKnown(payment)
      ? [{ amount: payment.amount, bookingFees: bookingFeesOf(boughtSeatIds(reservation), reservation) }]
      : [],
  );
  const refunds = bookings.flatMap(({ payment }) => payment?.refunds.filter(isKnown) ?? []);
  return {
    takingsByPayments: sum(paid, ({ amount, bookingFees }) => amount - bookingFees) - sum(refunds, refundedPriceOf),
    bookingFeesByPayments:
      sum(paid, ({ bookingFees }) => bookingFees) - sum(refunds, ({ bookingFees = 0 }) => bookingFees),
    cancellationFeesByPayments: sum(refunds, ({ cancellationFees = 0 }) => cancellationFees),
  };
};

/** @param facts.knowsAllBookings whether the bookings are all that the user has, of any concert */
export const pointsFindings = (
  facts: { readonly concertId: string; readonly ledger: Ledger; readonly bookings: Bookings },
  knowsAllBookings: boolean,
): readonly Finding[] => {
  const { concertId, ledger, bookings } = facts;
  const { userId } = ledger;
  const of = bookingOf(bookings);
  const isExplained = (entry: AuditedEntry): boolean => !knowsAllBookings || of(entry) !== undefined;
  const findings = ledger.entries.flatMap((entry) => [
    ...fromNowhere(userId, entry, isExplained),
    ...counterFindings(userId, entry, of(entry)?.reservation.concertId),
  ]);
  if (!ledger.isWhole || !knowsAllBookings) return findings;
  const points = pointsOf(concertId, ledger, bookings);
  const rest = points.toppedUp - points.paid + points.refunded;
  return [
    ...findings,
    ...(rest === points.balances
      ? []
      : [
          finding(
            "POINTS_FROM_NOWHERE",
            `User ${userId} topped up ${points.toppedUp}, paid ${points.paid} and was refunded ` +
              `${points.refunded} won, and has ${points.balances}.`,
            [accountItem(userId)],
          ),
        ]),
    ...takingsFindings(userId, points, paymentsOf(concertId, bookings)),
  ];
};

const takingsFindings = (userId: string, points: Points, payments: readonly NamedItem[]): readonly Finding[] => {
  const byEntries = splitText(points.takingsByEntries, points.bookingFeesByEntries, points.cancellationFeesByEntries);
  const byReceipts = splitText(
    points.takingsByPayments,
    points.bookingFeesByPayments,
    points.cancellationFeesByPayments,
  );
  if (byEntries === byReceipts) return [];
  const message = `From user ${userId} the concert took ${byEntries} by the ledger and ${byReceipts} by the payments.`;
  return [finding("TAKINGS_DIFFER", message, [accountItem(userId), ...payments])];
};

const splitText = (takings: number, bookingFees: number, cancellationFees: number): string =>
  `${takings} won for seats, ${bookingFees} of booking fees and ${cancellationFees} of cancellation fees`;

const paymentsOf = (concertId: string, bookings: Bookings) =>
  [...bookings.values()]
    .filter(({ reservation }) => reservation.concertId === concertId)
    .flatMap(({ payment }) => (payment ? paymentItem(payment.paymentId) : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Entries that make points without a cause. Debits without a cause are a matter of M3. */
const fromNowhere = (
  userId: string,
  entry: AuditedEntry,
  isExplained: (entry: AuditedEntry) => boolean,
): readonly Finding[] => {
  const say = (why: string): readonly Finding[] => [
    finding(
      "POINTS_FROM_NOWHERE",
      `Entry ${entry.seq} of user ${userId}, ${entry.kind} of ${entry.amount} won, ${why}.`,
      [entryItem(userId, entry.seq)],
    ),
  ];
  const adds = ADDS.get(entry.kind);
  if (adds === undefined) return say("is of an unknown kind");
  if (adds ? entry.amount < 0 : entry.amount > 0) return say(adds ? "takes points" : "gives points");
  if (entry.kind === "TOP_UP" && entry.amount === 0) return say("gives nothing");
  return entry.kind === "REFUND" && !isExplained(entry)
    ? say(`refers to ${entry.reference}, which is not a refund of any payment`)
    : [];
};

/** Top-ups come from the funding account; payments and refunds go to and from the takings of their own concert. */
const counterFindings = (userId: string, entry: AuditedEntry, concertId: string | undefined): readonly Finding[] => {
  const counter = entry.counterAccount;
  if (!ADDS.has(entry.kind)) return [];
  const takings = concertId === undefined ? [counter] : ["TAKINGS", `TAKINGS:${concertId}`];
  const allowed = entry.kind === "TOP_UP" ? ["FUNDING"] : takings;
  if (allowed.includes(counter)) return [];
  const accounts = `${JSON.stringify(counter)}, not ${JSON.stringify(allowed.at(-1))}`;
  const message = `Entry ${entry.seq} of user ${userId}, ${entry.kind}, is against ${accounts}.`;
  return [finding("COUNTER_ACCOUNT_DIFFERS", message, [entryItem(userId, entry.seq)])];
};

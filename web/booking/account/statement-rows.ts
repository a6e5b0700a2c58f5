/** Ledger entries as rows of a statement: what each one is, in a form that words follow from. Pure. */
import type { CallResult } from "#client/call-types.ts";

export type LedgerEntry = CallResult<"listEntries">["body"]["items"][number];

/** What a row says besides its sums. */
export type RowNote =
  /** A payment of 0: free seats. */
  | { readonly kind: "FREE" }
  /** A refund of 0, which its fee has used up. */
  | { readonly kind: "USED_UP" }
  | { readonly kind: "BOOKING_FEES_PAID"; readonly amount: number }
  | { readonly kind: "BOOKING_FEES_BACK"; readonly amount: number }
  | { readonly kind: "FEE_KEPT"; readonly amount: number }
  /** What earlier cancellations kept is refunded by the organiser after all. */
  | { readonly kind: "FEE_BACK"; readonly amount: number };

export interface StatementRow {
  readonly seq: number;
  readonly kind: LedgerEntry["kind"];
  /** undefined for a top-up, and for old entries that do not say it. */
  readonly concertId: string | undefined;
  readonly notes: readonly RowNote[];
  /** Won, with its sign. */
  readonly amount: number;
  readonly balanceAfter: number;
  readonly reference: string;
  readonly at: string;
}

const TAKINGS = "TAKINGS:";

export const statementRow = (entry: LedgerEntry): StatementRow => ({
  seq: entry.seq,
  kind: entry.kind,
  concertId: entry.counterAccount.startsWith(TAKINGS) ? entry.counterAccount.slice(TAKINGS.length) : undefined,
  notes: notesOf(entry),
  amount: entry.amount,
  balanceAfter: entry.balanceAfter,
  reference: entry.reference,
  at: entry.at,
});

const notesOf = ({ kind, amount, bookingFees, cancellationFees }: LedgerEntry): readonly RowNote[] => {
  const notes: RowNote[] = [];
  if (amount === 0) notes.push({ kind: kind === "REFUND" && cancellationFees > 0 ? "USED_UP" : "FREE" });
  if (bookingFees > 0) notes.push({ kind: "BOOKING_FEES_PAID", amount: bookingFees });
  if (bookingFees < 0) notes.push({ kind: "BOOKING_FEES_BACK", amount: -bookingFees });
  if (cancellationFees > 0) notes.push({ kind: "FEE_KEPT", amount: cancellationFees });
  if (cancellationFees < 0) notes.push({ kind: "FEE_BACK", amount: -cancellationFees });
  return notes;
};

/** What a reservation and its receipt say of the entries that belong to it. */
interface Origin {
  readonly reservationId: string;
  readonly paymentId: string | null;
  /** Of its refunds, as far as its receipt was read. */
  readonly refundIds: readonly string[];
}

/** The reservation behind an entry, by the reference of the entry. */
export const reservationsByReference = (origins: readonly Origin[]): ReadonlyMap<string, string> =>
  new Map(
    origins.flatMap(({ reservationId, paymentId, refundIds }) =>
      [...(paymentId === null ? [] : [paymentId]), ...refundIds].map(
        (reference) => [reference, reservationId] as const,
      ),
    ),
  );

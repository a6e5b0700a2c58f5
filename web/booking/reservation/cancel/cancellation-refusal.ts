/** Where a refused cancellation leads. Nothing was cancelled. Pure. */
import type { ProblemCode } from "#contract/problems.ts";

/** What the service would refund now. Sums are in won. */
export interface Quote {
  /** What the seats cost less discounts, without booking fees. */
  readonly price: number;
  /** Booking fees that come back. */
  readonly bookingFees: number;
  /** What is kept of the price. */
  readonly cancellationFees: number;
  readonly amount: number;
  /** Until then the same seats are refunded the same. */
  readonly holdsUntil: string;
}

export type CancellationRefusal =
  /** Another refund than the one quoted: the new quote is shown. */
  | { readonly kind: "changed"; readonly quote: Quote }
  /** The reservation is no longer what the page shows: it is read again. */
  | { readonly kind: "stale" }
  | { readonly kind: "closed" }
  | { readonly kind: "calledOff" }
  /** The buyer may try again. */
  | { readonly kind: "again" };

const KINDS: Readonly<Partial<Record<ProblemCode, "stale" | "closed" | "calledOff">>> = {
  RESERVATION_NOT_FOUND: "stale",
  RESERVATION_NOT_PAID: "stale",
  SEAT_NOT_FOUND: "stale",
  CANCELLATION_CLOSED: "closed",
  PERFORMANCE_CALLED_OFF: "calledOff",
};

interface Refused {
  readonly code: ProblemCode;
  readonly body: Readonly<Record<string, unknown>>;
}

export const refusalOf = ({ code, body }: Refused): CancellationRefusal => {
  if (code !== "REFUND_CHANGED") return { kind: KINDS[code] ?? "again" };
  const quote = quoteIn(body["quote"]);
  return quote === undefined ? { kind: "stale" } : { kind: "changed", quote };
};

/** A quote in the evidence of a problem; undefined if it is none. */
const quoteIn = (evidence: unknown): Quote | undefined => {
  if (typeof evidence !== "object" || evidence === null) return undefined;
  const { price, bookingFees, cancellationFees, amount, holdsUntil } = evidence as Partial<
    Record<keyof Quote, unknown>
  >;
  if (!isSum(price) || !isSum(bookingFees) || !isSum(cancellationFees) || !isSum(amount)) return undefined;
  if (typeof holdsUntil !== "string" || Number.isNaN(Date.parse(holdsUntil))) return undefined;
  return { price, bookingFees, cancellationFees, amount, holdsUntil };
};

const isSum = (value: unknown): value is number => Number.isSafeInteger(value);

/** Why a quote is what it is, and what follows when it no longer holds. Pure. */
import { type ReservationRefundRule, refundRows } from "#web/booking/refund-table/refund-rows.ts";

export type QuoteReason =
  | { readonly kind: "everything" }
  | { readonly kind: "soonAfterBuying" }
  /** The price comes back, booking fees do not. */
  | { readonly kind: "feesKept" }
  /** Percent of the price are kept. */
  | { readonly kind: "kept"; readonly percent: number };

export type QuoteSequel =
  | { readonly kind: "closed" }
  | { readonly kind: "feesKept" }
  /** `withFees`: booking fees are kept too. */
  | { readonly kind: "kept"; readonly percent: number; readonly withFees: boolean };

export interface ExplainedQuote {
  readonly reason: QuoteReason;
  readonly sequel: QuoteSequel | undefined;
}

type Row = ReturnType<typeof refundRows>["rows"][number];

const WHOLE = 100;

const reasonOf = (row: Row, hasBookingFee: boolean): QuoteReason => {
  if (row.isAfterBuying) return { kind: "soonAfterBuying" };
  if (row.percentBack < WHOLE) return { kind: "kept", percent: WHOLE - row.percentBack };
  return { kind: row.bookingFeeBack || !hasBookingFee ? "everything" : "feesKept" };
};

const sequelOf = (next: Row | undefined, hasBookingFee: boolean): QuoteSequel | undefined => {
  if (next === undefined) return { kind: "closed" };
  if (next.percentBack < WHOLE) {
    return { kind: "kept", percent: WHOLE - next.percentBack, withFees: hasBookingFee && !next.bookingFeeBack };
  }
  return next.bookingFeeBack || !hasBookingFee ? undefined : { kind: "feesKept" };
};

/** undefined: it is too late to cancel. */
export const explainQuote = (
  rule: ReservationRefundRule,
  nowMs: number,
  hasBookingFee: boolean,
): ExplainedQuote | undefined => {
  const [now, next] = refundRows(rule, nowMs).rows;
  return now && { reason: reasonOf(now, hasBookingFee), sequel: sequelOf(next, hasBookingFee) };
};

/** A refund rule as the rows of a table, in order of time, without what is over. Pure. */
import type { CallResult } from "#client/call-types.ts";

/** The rule of a performance. */
export type PerformanceRefundRule = Pick<
  CallResult<"listPerformances">["body"]["items"][number]["refundRule"],
  "steps" | "fullRefund"
>;
/** The rule of a reservation, held or paid. */
export type ReservationRefundRule = CallResult<"readReservation">["body"]["refundRule"];
export type ShownRefundRule = PerformanceRefundRule | ReservationRefundRule;

/** What a seat costs, in won. */
export interface PricedSeat {
  readonly price: number;
  readonly discount: number;
  readonly bookingFee: number;
}

export interface RefundRow {
  /** ISO time from which it no longer applies. */
  readonly until: string;
  /** How much of the price is refunded. */
  readonly percentBack: number;
  readonly bookingFeeBack: boolean;
  /** Whether it is the full refund for some hours after buying. */
  readonly isAfterBuying: boolean;
  /** The refund in won, if the seats are known. */
  readonly amount: number | undefined;
}

/** Everything is refunded within some hours of buying, for seats that are yet to be bought. */
export interface AfterBuying {
  readonly withinHours: number;
  readonly ifBoughtBefore: string;
}

export interface RefundRows {
  /** The first one applies now. */
  readonly rows: readonly RefundRow[];
  readonly afterBuying: AfterBuying | undefined;
}

interface Step {
  readonly until: string;
  readonly feePercent: number;
  readonly bookingFeeBack: boolean;
}

const HOUR_MS = 3_600_000;
const WHOLE = 100;

/** Each seat is refunded by itself, rounded in favour of the buyer, as the service does it. */
const refundOf = (seats: readonly PricedSeat[], { feePercent, bookingFeeBack }: Step): number =>
  seats.reduce((sum, { price, discount, bookingFee }) => {
    const paid = price - discount;
    return sum + paid - Math.floor((paid * feePercent) / WHOLE) + (bookingFeeBack ? bookingFee : 0);
  }, 0);

const isEverything = ({ feePercent, bookingFeeBack }: Step): boolean => feePercent === 0 && bookingFeeBack;

/** Steps that end by then never apply: everything is refunded meanwhile. */
const withFullRefund = (
  steps: readonly Step[],
  fullRefundUntil: string | null,
): readonly (Step & { readonly isAfterBuying?: true })[] => {
  if (fullRefundUntil === null) return steps;
  const endMs = Date.parse(fullRefundUntil);
  const later = steps.filter(({ until }) => Date.parse(until) > endMs);
  const [first] = later;
  if (first !== undefined && isEverything(first)) return later;
  return [{ until: fullRefundUntil, feePercent: 0, bookingFeeBack: true, isAfterBuying: true }, ...later];
};

const afterBuyingOf = (rule: ShownRefundRule, steps: readonly Step[], nowMs: number): AfterBuying | undefined => {
  if (!("fullRefund" in rule) || rule.fullRefund === null) return undefined;
  const { withinHours, ifBoughtBefore } = rule.fullRefund;
  const boughtMs = Date.parse(ifBoughtBefore);
  if (nowMs >= boughtMs) return undefined;
  const fullMs = Math.max(0, ...steps.filter(isEverything).map(({ until }) => Date.parse(until)));
  return fullMs >= boughtMs + withinHours * HOUR_MS ? undefined : { withinHours, ifBoughtBefore };
};

/**
 * @param nowMs by the service's clock
 * @param seats if given, each row has the refund for all of them
 */
export const refundRows = (rule: ShownRefundRule, nowMs: number, seats?: readonly PricedSeat[]): RefundRows => {
  const current = rule.steps.filter(({ until }) => Date.parse(until) > nowMs);
  const fullUntil = "fullRefundUntil" in rule ? rule.fullRefundUntil : null;
  const isPast = fullUntil !== null && Date.parse(fullUntil) <= nowMs;
  const rows = withFullRefund(current, isPast ? null : fullUntil).map((step) => ({
    until: step.until,
    percentBack: WHOLE - step.feePercent,
    bookingFeeBack: step.bookingFeeBack,
    isAfterBuying: step.isAfterBuying === true,
    amount: seats === undefined ? undefined : refundOf(seats, step),
  }));
  return { rows, afterBuying: afterBuyingOf(rule, current, nowMs) };
};

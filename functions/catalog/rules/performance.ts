/** Performances of a concert: when each can be booked, and in which order they are listed. Pure. */
import type { RefundRule } from "#contract/refund-rules.ts";
import type { Prices } from "#functions/catalog/rules/prices.ts";
import { type SaleTimes, salePhase } from "#functions/catalog/rules/sale-phase.ts";
import { fullUntil, type ResolvedRefundRule, resolveRefundRule } from "#functions/payments/rules/refund-rule.ts";
import type { Section } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** What becomes of a choice of seats that strands a single empty seat, where another choice would not. */
export type OrphanRule = "OFF" | "WARN" | "REFUSE";

/** A performance without its seats. */
export interface PerformanceDate extends SaleTimes, Prices {
  readonly performanceId: string;
  readonly concertId: string;
  readonly chartId: string;
  readonly startsAt: Seconds;
  /** Of the hall, by its IANA name: that of its concert. */
  readonly timeZone: string;
  /** As the operator gave it. Without one, everything is refunded until `cancellableUntil`. */
  readonly refundRule?: RefundRule | undefined;
  readonly seatLimit: number;
  /** The highest limit it has had, if it was changed: somebody may have as many seats from then. */
  readonly seatLimitMax?: number | undefined;
  readonly orphanRule: OrphanRule;
  /** Before this time accessible units are kept for people who ask for one. */
  readonly accessibleUntil: Seconds;
  readonly capacity: number;
  /** Counts its changes; none if absent. */
  readonly version?: number | undefined;
}

/** A performance with the sections of its chart. */
export interface Performance extends PerformanceDate {
  readonly sections: readonly Section[];
}

/** The refund rule of a performance with its times, for buyers from now on. */
export const refundRuleOf = (
  performance: Pick<PerformanceDate, "startsAt" | "timeZone" | "refundRule" | "cancellableUntil">,
): ResolvedRefundRule =>
  performance.refundRule === undefined
    ? fullUntil(performance.cancellableUntil)
    : resolveRefundRule(performance.refundRule, performance.startsAt, performance.timeZone);

/** The fields of a performance that may change. The seats never do. */
export const CHANGEABLE = [
  "startsAt",
  "salesOpenAt",
  "salesCloseAt",
  "cancellableUntil",
  "accessibleUntil",
  "seatLimit",
  "orphanRule",
  "prices",
  "bookingFee",
] as const satisfies readonly (keyof PerformanceDate)[];

export const isOnSale = (performance: PerformanceDate, now: Seconds): boolean => salePhase(performance, now).mayHold;

/** What a list of performances is ordered by. */
export type ListingKey = Pick<PerformanceDate, "startsAt" | "performanceId">;

/** Orders performances, the earliest first; those that start at the same time by their ids. */
export const byStart = (a: ListingKey, b: ListingKey): number =>
  a.startsAt - b.startsAt || (a.performanceId < b.performanceId ? -1 : 1);

/**
 * A page of performances that are in the order of their start.
 * @param page.after the last performance of the page before, which need not be there any more
 * @returns the performances, and the last of them if more follow
 */
export const pageByStart = <P extends ListingKey>(
  performances: readonly P[],
  { limit, after }: { readonly limit: number; readonly after: ListingKey | undefined },
): { readonly items: readonly P[]; readonly last: P | undefined } => {
  const rest = performances.filter((performance) => after === undefined || byStart(after, performance) < 0);
  const items = rest.slice(0, limit);
  return { items, last: rest.length > limit ? items.at(-1) : undefined };
};

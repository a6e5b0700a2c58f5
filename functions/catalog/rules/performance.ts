/** Performances of a concert: when each can be booked, and in which order they are listed. Pure. */
import type { Prices } from "#functions/catalog/rules/prices.ts";
import { type SaleTimes, salePhase } from "#functions/catalog/rules/sale-phase.ts";
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
  readonly seatLimit: number;
  readonly orphanRule: OrphanRule;
  /** Before this time accessible units are kept for people who ask for one. */
  readonly accessibleUntil: Seconds;
  readonly capacity: number;
}

/** A performance with the sections of its chart. */
export interface Performance extends PerformanceDate {
  readonly sections: readonly Section[];
}

export const isOnSale = (performance: PerformanceDate, now: Seconds): boolean => salePhase(performance, now).mayHold;

/** What a list of performances is ordered by. */
export type ListingKey = Pick<PerformanceDate, "startsAt" | "performanceId">;

/** Orders performances, the earliest first; those that start at the same time by their ids. */
export const byStart = (a: ListingKey, b: ListingKey): number =>
  a.startsAt - b.startsAt || (a.performanceId < b.performanceId ? -1 : 1);

/** Performances of a concert: when each can be booked, and in which order they are listed. Pure. */
import type { Section } from "#functions/seats/rules/seat-layout.ts";
import type { Seconds } from "#functions/shared/time.ts";

/** What becomes of a choice of seats that strands a single empty seat, where another choice would not. */
export type OrphanRule = "OFF" | "WARN" | "REFUSE";

/** A performance without its layout. */
export interface PerformanceDate {
  readonly performanceId: string;
  readonly concertId: string;
  readonly startsAt: Seconds;
  readonly salesOpenAt: Seconds;
  readonly salesCloseAt: Seconds;
  /** Bought seats can be cancelled before this time. */
  readonly cancellableUntil: Seconds;
  readonly seatLimit: number;
  readonly orphanRule: OrphanRule;
  /** Before this time accessible units are kept for people who ask for one. */
  readonly accessibleUntil: Seconds;
  readonly capacity: number;
}

/** A performance with its layout. Neither ever changes. */
export interface Performance extends PerformanceDate {
  readonly sections: readonly Section[];
}

export const isOnSale = ({ salesOpenAt, salesCloseAt }: PerformanceDate, now: Seconds): boolean =>
  salesOpenAt <= now && now < salesCloseAt;

/** What performances are listed by: the earliest first, and those that start together by their ids. */
export type ListingKey = Pick<PerformanceDate, "startsAt" | "performanceId">;

/** Compares two performances by their order in a list, as `toSorted` needs it. */
export const byStart = (a: ListingKey, b: ListingKey): number =>
  a.startsAt - b.startsAt || (a.performanceId < b.performanceId ? -1 : 1);

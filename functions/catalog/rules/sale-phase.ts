/**
 * What may happen to the seats of a performance at a time. Holding, extending and cancelling ask this rule. Paying needs
 * none of it: a hold that began in time may be paid until it expires, also after sales have closed. Pure.
 */
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** The times of a performance that the rule goes by. None of them ever changes. */
export interface SaleTimes {
  readonly salesOpenAt: Seconds;
  readonly salesCloseAt: Seconds;
  /** Bought seats can be cancelled before this time, unless the refund rule of their reservation says otherwise. */
  readonly cancellableUntil: Seconds;
}

export interface SalePhase {
  /** Whether a hold may begin, of chosen seats or of the best available. */
  readonly mayHold: boolean;
  /** The latest time to which a hold may be extended; undefined if none may be (S8). */
  readonly extendableTo: Seconds | undefined;
  readonly mayCancel: boolean;
}

export const salePhase = (times: SaleTimes, now: Seconds): SalePhase => {
  const isOpen = times.salesOpenAt <= now && now < times.salesCloseAt;
  return {
    mayHold: isOpen,
    extendableTo: isOpen ? times.salesCloseAt : undefined,
    mayCancel: now < times.cancellableUntil,
  };
};

/** The refusal of what is possible only while sales are open. */
export const saleNotOpen = ({ salesOpenAt, salesCloseAt }: SaleTimes): Problem =>
  new Problem("SALE_NOT_OPEN", { salesOpenAt: isoTime(salesOpenAt), salesCloseAt: isoTime(salesCloseAt) });

/**
 * What may happen to the seats of a performance at a time. Holding, extending and cancelling ask this rule. Paying needs
 * none of it: a hold that began in time may be paid until it expires, also after sales have closed. Pure.
 */
import { Problem } from "#functions/shared/problem.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

/** The times of a performance that the rule goes by. */
export interface SaleTimes {
  readonly salesOpenAt: Seconds;
  readonly salesCloseAt: Seconds;
  /** Bought seats can be cancelled before this time, unless the refund rule of their reservation says otherwise. */
  readonly cancellableUntil: Seconds;
  /** When the organiser called it off: from then on nothing may happen but refunds. */
  readonly calledOffAt?: Seconds | undefined;
}

export interface SalePhase {
  /** Whether a hold may begin, of chosen seats or of the best available. */
  readonly mayHold: boolean;
  /** The latest time to which a hold may be extended; undefined if none may be (S8). */
  readonly extendableTo: Seconds | undefined;
  readonly mayCancel: boolean;
}

export const salePhase = (times: SaleTimes, now: Seconds): SalePhase => {
  const goesOn = times.calledOffAt === undefined;
  const isOpen = goesOn && times.salesOpenAt <= now && now < times.salesCloseAt;
  return {
    mayHold: isOpen,
    extendableTo: isOpen ? times.salesCloseAt : undefined,
    mayCancel: goesOn && now < times.cancellableUntil,
  };
};

/** Whether sales open later. Then nobody holds a seat yet. */
export const opensLater = ({ salesOpenAt, calledOffAt }: SaleTimes, now: Seconds): boolean =>
  calledOffAt === undefined && now < salesOpenAt;

/** The refusal of what is possible only while sales are open. */
export const saleNotOpen = (times: SaleTimes): Problem =>
  calledOff(times) ??
  new Problem("SALE_NOT_OPEN", { salesOpenAt: isoTime(times.salesOpenAt), salesCloseAt: isoTime(times.salesCloseAt) });

/** The refusal of whatever a performance that was called off does not allow; undefined if it was not. */
export const calledOff = ({ calledOffAt }: Pick<SaleTimes, "calledOffAt">): Problem | undefined =>
  calledOffAt === undefined ? undefined : new Problem("PERFORMANCE_CALLED_OFF", { calledOffAt: isoTime(calledOffAt) });

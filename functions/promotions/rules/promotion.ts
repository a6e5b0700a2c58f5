/** A promotion: a code that takes something off the price of seats of one concert, a limited number of times. Pure. */
import type { Seconds } from "#functions/shared/time.ts";

export interface Promotion {
  readonly concertId: string;
  /** In capital letters. */
  readonly code: string;
  /** Either this or `amountOff`: a part of the price of each seat, from 1 to 100. */
  readonly percentOff?: number | undefined;
  /** Won, off the price of all seats of a reservation together. */
  readonly amountOff?: number | undefined;
  /** The most payments that may use it. */
  readonly usesMax: number;
  /** Payments that use it now. A payment whose seats are all cancelled counts no more. */
  readonly used: number;
  /** From when it can be used. */
  readonly from?: Seconds | undefined;
  /** Until when it can be used. */
  readonly until?: Seconds | undefined;
  /** The categories of the seats that it is for; all of them if absent. */
  readonly categories?: readonly string[] | undefined;
  readonly createdAt: Seconds;
  /** User id of the operator. */
  readonly createdBy: string;
}

/** The form in which a code is stored and compared: people may type it in any case. */
export const normalCode = (code: string): string => code.toUpperCase();

/** Whether a promotion takes something off a seat of this category. */
export const isFor = ({ categories }: Promotion, category: string): boolean =>
  categories === undefined || categories.includes(category);

const isInTime = ({ from, until }: Promotion, now: Seconds): boolean =>
  (from === undefined || from <= now) && (until === undefined || now < until);

/** Why a promotion can't be used. */
export type UseRefusal = "PROMOTION_CODE_INVALID" | "PROMOTION_CODE_USED_UP";

/**
 * Why a promotion can't be used at a time, or undefined if it can. A code that nobody has made and one whose time is over
 * are the same, so that a guess learns nothing. The condition in promotion-store.ts says the same in DynamoDB's terms.
 */
export const useRefusal = (promotion: Promotion | undefined, now: Seconds): UseRefusal | undefined => {
  if (promotion === undefined || !isInTime(promotion, now)) return "PROMOTION_CODE_INVALID";
  return promotion.used >= promotion.usesMax ? "PROMOTION_CODE_USED_UP" : undefined;
};

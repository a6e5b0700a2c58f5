/**
 * How many holds one pass allows. Without it, somebody who holds and releases in a loop has seats written, counted and
 * announced without end. Pure. The condition of a hold states the same rule in DynamoDB's terms
 * (queue/begun-holds-store.ts); a test compares the two.
 */

/** @param holdsPerPassMax 0 turns the limit off */
export const mayBeginHold = (holdsBegun: number, holdsPerPassMax: number): boolean =>
  holdsPerPassMax === 0 || holdsBegun < holdsPerPassMax;

/** How many are ahead of a request among those that lost the same thing to each other. Pure. */

/** The count of the requests that have lost within a few seconds. */
export interface Contest {
  /** What they all want, added up, that of the last one to enter included. */
  readonly wanted: number;
  /** What others had got when the first of them entered. */
  readonly gotBefore: number;
}

/** A request that enters a contest. */
export interface Entrant {
  /** How much it wants: one entry of an account, or some seats of a section. */
  readonly wants: number;
  /** How much others have got, as the request knows it: a count that grows with each that gets through. */
  readonly got: number;
}

/**
 * How much those who entered before have still to get, as far as the entrant knows. A hint, and no promise: some of them may
 * have given up.
 */
export const aheadOf = ({ wants, got }: Entrant, { wanted, gotBefore }: Contest): number => {
  const gotSince = Math.max(0, got - gotBefore);
  return Math.max(0, wanted - wants - gotSince);
};

/** The invariants of the service, by their codes in docs/reference/invariants.md, and those of the history tests. */
export type Invariant =
  | `Q${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 10 | 11 | 12}`
  | `S${1 | 2 | 3 | 4 | 5 | 6}`
  | `M${1 | 2 | 3 | 4 | 5}`
  /** A response is true, a repeated request gets the same one, and none reports a failure of the service itself. */
  | "responses"
  /** A crash costs time and changes nothing else. */
  | "crash"
  /** The service's own audit finds nothing. */
  | "audit";

export class BrokenInvariant extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, evidence: string) {
    super(`${invariant}: ${evidence}`);
    this.name = "BrokenInvariant";
    this.invariant = invariant;
  }
}

/** @throws BrokenInvariant with the evidence if the condition is false */
export const assertInvariant = (invariant: Invariant, condition: boolean, evidence: () => string): void => {
  if (!condition) throw new BrokenInvariant(invariant, evidence());
};

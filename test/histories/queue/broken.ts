export type Invariant = "Q1" | "Q2" | "Q3" | "Q4" | "Q5" | "Q6" | "Q7" | "Q8";

/** An invariant does not hold. */
export class BrokenInvariant extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, evidence: string) {
    super(`${invariant}: ${evidence}`);
    this.name = "BrokenInvariant";
    this.invariant = invariant;
  }
}

/** @throws BrokenInvariant with the evidence if the condition is false */
export const holds = (invariant: Invariant, condition: boolean, evidence: () => string): void => {
  if (!condition) throw new BrokenInvariant(invariant, evidence());
};

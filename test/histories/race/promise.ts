/** A promise of the service is broken. */
export type Invariant =
  | "S1"
  | "S2"
  | "S3"
  | "S4"
  | "S5"
  | "S6"
  | "M1"
  | "M2"
  | "M3"
  | "M4"
  /** What somebody was told is true, and stays so; nobody is told that the service failed. */
  | "answers"
  /** A crash changes nothing but the time that it takes. */
  | "crash"
  | "audit";

export class BrokenPromise extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, evidence: string) {
    super(`${invariant}: ${evidence}`);
    this.name = "BrokenPromise";
    this.invariant = invariant;
  }
}

/** @throws BrokenPromise with the evidence if the condition is false */
export const holds = (invariant: Invariant, condition: boolean, evidence: () => string): void => {
  if (!condition) throw new BrokenPromise(invariant, evidence());
};

/** Counts what steps cost, one after the other, and keeps each beside its budget. */
import type { Units } from "#test/integration/support/dynamo-traffic.ts";

/** In DynamoDB's read and write units. */
export interface Budget {
  readonly read: number;
  readonly write: number;
}

export interface CountedStep {
  readonly step: string;
  readonly budget: Budget;
  readonly read: number;
  readonly write: number;
  /** Write units of indexes, which come on top. */
  readonly indexWrite: number;
  /** Calls of DynamoDB. */
  readonly calls: number;
}

export type CountStep = (step: string, budget: Budget, act: () => Promise<unknown>) => Promise<void>;

const callsIn = ({ calls }: Units): number => [...calls.values()].reduce((sum, each) => sum + each, 0);

/** Call it once the environment of the tables is set. */
export const stepCounter = async (
  progress: (what: string) => void,
): Promise<{ readonly count: CountStep; readonly counted: readonly CountedStep[] }> => {
  const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
  const counted: CountedStep[] = [];
  const count: CountStep = async (step, budget, act) => {
    progress(step);
    const units = await unitsOf(act);
    const { read, write, indexWrite } = units;
    counted.push({ step, budget, read, write, indexWrite, calls: callsIn(units) });
  };
  return { count, counted };
};

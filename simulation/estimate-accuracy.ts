/** Compares the waits and chances that people were shown with what then happened. */
import type { EtaError, SimulationResult } from "#simulation/result.ts";

const CHANCES = ["likely", "possible", "unlikely"] as const;
type ChanceWord = (typeof CHANCES)[number];

/** Bounds of the groups of waits whose errors are reported, in seconds. */
const WAIT_BOUNDS = [0, 60, 300, 900, 1800, 3600, 7200, 14_400];

interface Comparison {
  readonly wait: number;
  readonly isWithin: boolean;
  readonly error: number;
}

export class EstimateAccuracy {
  private readonly times: Uint16Array;
  private readonly at: Int32Array;
  private readonly low: Float32Array;
  private readonly high: Float32Array;
  private readonly chance: Uint8Array;
  private readonly comparisons: Comparison[] = [];
  private readonly chances = CHANCES.map((chance) => ({ chance, shown: 0, gotSeats: 0 }));
  private readonly uniform: () => number;

  constructor(people: number, uniform: () => number) {
    this.times = new Uint16Array(people);
    this.at = new Int32Array(people);
    this.low = new Float32Array(people);
    this.high = new Float32Array(people);
    this.chance = new Uint8Array(people);
    this.uniform = uniform;
  }

  /**
   * Records what a person was shown. One of a person's estimates is kept, each with the same probability (J. S. Vitter,
   * "Random Sampling with a Reservoir", 1985, algorithm R), and the first chance.
   */
  shown(
    person: number,
    second: number,
    wait: { readonly low: number; readonly high: number },
    chance: ChanceWord,
  ): void {
    const times = (this.times[person] ?? 0) + 1;
    this.times[person] = times;
    if (times === 1) this.chance[person] = CHANCES.indexOf(chance);
    if (this.uniform() * times >= 1) return;
    this.at[person] = second;
    this.low[person] = wait.low;
    this.high[person] = wait.high;
  }

  private hasEstimate(person: number): boolean {
    return (this.times[person] ?? 0) > 0;
  }

  /** Somebody's wait is over. */
  admitted(person: number, second: number): void {
    if (!this.hasEstimate(person)) return;
    const wait = second - (this.at[person] ?? 0);
    const [low, high] = [this.low[person] ?? 0, this.high[person] ?? 0];
    this.comparisons.push({
      wait,
      isWithin: low <= wait && wait <= high,
      // For waits of a few seconds, an error in percent means little.
      error: Math.abs((low + high) / 2 - wait) / Math.max(30, wait),
    });
  }

  /** Somebody who stayed while there was hope has got seats, or never will. */
  ended(person: number, gotSeats: boolean): void {
    const tally = this.hasEstimate(person) ? this.chances[this.chance[person] ?? 0] : undefined;
    if (tally === undefined) return;
    tally.shown += 1;
    tally.gotSeats += Number(gotSeats);
  }

  etaError(): EtaError {
    const byWait = WAIT_BOUNDS.flatMap((from, index) => {
      const to = WAIT_BOUNDS[index + 1] ?? Number.POSITIVE_INFINITY;
      const some = this.comparisons.filter(({ wait }) => wait >= from && wait < to);
      if (some.length === 0) return [];
      const longest = some.reduce((max, { wait }) => Math.max(max, wait), 0);
      const { estimates, withinRange, medianError } = errorOf(some);
      return [{ waitSecondsFrom: from, waitSecondsTo: Math.min(to, longest + 1), estimates, withinRange, medianError }];
    });
    return { ...errorOf(this.comparisons), byWait };
  }

  chanceTable(): SimulationResult["chances"] {
    return this.chances;
  }
}

const errorOf = (some: readonly Comparison[]) => {
  const errors = Float64Array.from(some, ({ error }) => error).toSorted();
  return {
    estimates: some.length,
    withinRange: some.length === 0 ? 0 : some.filter(({ isWithin }) => isWithin).length / some.length,
    medianError: errors[Math.floor(errors.length / 2)] ?? 0,
    p90Error: errors[Math.floor(errors.length * 0.9)] ?? 0,
  };
};

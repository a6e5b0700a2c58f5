/** Random numbers from one seed: the same seed gives the same sale. */

export interface Random {
  /** 0 to 1, 1 not included. */
  readonly uniform: () => number;
  /** True with this probability. */
  readonly percent: (percent: number) => boolean;
  /** Whole, both ends included. */
  readonly between: (min: number, max: number) => number;
  /** Exponential: the time until an event that is equally likely at every moment. */
  readonly exponential: (mean: number) => number;
  /** Log-normal: how long people take for something. A tenth of them takes more than about twice the median. */
  readonly duration: (medianSeconds: number) => number;
  readonly shuffled: <T>(items: T[]) => T[];
}

const DURATION_SIGMA = 0.55;

/** sfc32 (C. Doty-Humphrey, PractRand): small and fast, and it passes the statistical tests that a simulation needs. */
const sfc32 = (seed: number): (() => number) => {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first values of similar seeds are still similar.
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return next;
};

export const newRandom = (seed: number): Random => {
  const uniform = sfc32(seed);
  const between = (min: number, max: number): number => min + Math.floor(uniform() * (max - min + 1));
  /** Box and Muller, 1958. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    between,
    percent: (percent) => uniform() * 100 < percent,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    duration: (medianSeconds) => Math.max(1, Math.round(medianSeconds * Math.exp(DURATION_SIGMA * normal()))),
    shuffled: (items) => {
      for (let last = items.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        [items[last], items[other]] = [items[other] as never, items[last] as never];
      }
      return items;
    },
  };
};

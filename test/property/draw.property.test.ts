import { createHmac, createSecretKey } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { commitmentOf, type Draw, drawnNumber, drawnOrder, type LaneName } from "#functions/queue/rules/draw.ts";

const ONES = "11".repeat(32);

/**
 * Upper 0.1 % points of the chi-squared distribution by degrees of freedom, computed from the incomplete gamma function
 * and as tabulated in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4. Seeds are fixed, so that a test
 * which passes can't fail later by chance.
 */
const CRITICAL: Readonly<Record<number, number>> = {
  1: 10.828,
  2: 13.816,
  4: 18.467,
  5: 20.515,
  7: 24.322,
  23: 49.728,
  49: 85.351,
  81: 126.083,
};

/** The rounds that docs/guides/verify-the-draw.md gives for a half of 1 bit, 2 bits and so on. */
const ROUNDS = [50, 26, 18, 14, 12, 10, 10, 8];

/** Places by arrival. */
type Order = readonly number[];
type Shuffle = (draw: Draw) => Order;

const upTo = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index + 1);

const drawn: Shuffle = (draw) => upTo(draw.lobbySize).map(drawnOrder(draw));

/** The place of one arrival once more, written by the guide alone, with any number of rounds. */
const placeByTheGuide = ({ seed, lane, lobbySize }: Draw, arrival: number, rounds?: number): number => {
  const halfBits = Math.max(1, Math.ceil((lobbySize - 1).toString(2).length / 2));
  const mask = (1 << halfBits) - 1;
  const key = createSecretKey(seed, "hex");
  let value = arrival - 1;
  do {
    let [left, right] = [value >> halfBits, value & mask];
    for (let round = 0; round < (rounds ?? ROUNDS[halfBits - 1] ?? 8); round += 1) {
      const message = `${lane === "PRESALE" ? "PRESALE:" : ""}${lobbySize}:${round}:${right}`;
      const digest = createHmac("sha256", key).update(message).digest();
      [left, right] = [right, (left + digest.readUInt32BE(0)) & mask];
    }
    value = (left << halfBits) | right;
  } while (value >= lobbySize);
  return value + 1;
};

const withRounds =
  (rounds: number): Shuffle =>
  (draw) =>
    upTo(draw.lobbySize).map((arrival) => placeByTheGuide(draw, arrival, rounds));

const seedNumbered = (index: number): string => index.toString(16).padStart(64, "0");

const ordersOf = (shuffle: Shuffle, lobbySize: number, draws: number): readonly Order[] =>
  Array.from({ length: draws }, (_, index) => shuffle({ seed: seedNumbered(index), lane: "GENERAL", lobbySize }));

/** Chi-squared of what fell into `cells` equally likely cells. */
const chiSquared = (outcomes: readonly (number | string)[], cells: number): number => {
  const counts = [...Map.groupBy(outcomes, (outcome) => outcome).values()].map((group) => group.length);
  expect(counts.length).toBeLessThanOrEqual(cells);
  const expected = outcomes.length / cells;
  const ofEmpty = (cells - counts.length) * expected;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, ofEmpty);
};

const critical = (degrees: number): number => {
  const value = CRITICAL[degrees];
  if (value === undefined) throw new Error(`No critical value for ${degrees} degrees of freedom.`);
  return value;
};

/** Whether one arrival gets each place equally often. */
const placesAreEven = (orders: readonly Order[], arrival: number): boolean => {
  const places = orders.map((order) => order[arrival - 1] ?? 0);
  const size = orders[0]?.length ?? 0;
  return chiSquared(places, size) < critical(size - 1);
};

/** Whether one arrival comes before another one half of the times. */
const pairIsEven = (orders: readonly Order[], [one, other]: readonly [number, number]): boolean => {
  const ahead = orders.map((order) => ((order[one - 1] ?? 0) < (order[other - 1] ?? 0) ? "one" : "other"));
  return chiSquared(ahead, 2) < critical(1);
};

/** Whether each order of the whole lobby comes up equally often. */
const ordersAreEven = (orders: readonly Order[]): boolean => {
  const cells = (orders[0] ?? []).reduce((product, _, index) => product * (index + 1), 1);
  return chiSquared(orders.map(String), cells) < critical(cells - 1);
};

/** Whether each tenth of one order is spread evenly over the tenths of the other. */
const tenthsAreIndependent = (one: Order, other: Order): boolean => {
  const tenth = (number: number): number => Math.floor(((number - 1) * 10) / one.length);
  const cells = one.map((number, index) => 10 * tenth(number) + tenth(other[index] ?? 0));
  return chiSquared(cells, 100) < critical(81);
};

const ends = (size: number): readonly [number, number] => [1, size];
const middle = (size: number): readonly [number, number] => [Math.floor(size / 2), Math.floor(size / 2) + 1];

const isBijection = (draw: Draw): boolean => {
  const order = drawnOrder(draw);
  const seen = new Uint8Array(draw.lobbySize + 1);
  for (let arrival = 1; arrival <= draw.lobbySize; arrival += 1) seen[order(arrival)] = 1;
  return seen.length === draw.lobbySize + 1 && seen.indexOf(0, 1) === -1;
};

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));
const lanes = fc.constantFrom<LaneName>("GENERAL", "PRESALE");
const draws = (lobbySizeMax: number): fc.Arbitrary<Draw> =>
  fc.record({ seed: seeds, lane: lanes, lobbySize: fc.integer({ min: 1, max: lobbySizeMax }) });

describe("the draw", () => {
  it("Q7: is a bijection on the lobby for any seed, lane and size", () => {
    fc.assert(
      fc.property(draws(3000), (draw) => isBijection(draw)),
      { numRuns: 60 },
    );
  });

  it.each([1, 2, 3, 4, 5, 15, 16, 17, 64, 65, 100_003, 1_000_000])(
    "Q7: is a bijection on a lobby of %i",
    (lobbySize) => {
      expect(isBijection({ seed: ONES, lane: "GENERAL", lobbySize })).toBe(true);
      expect(isBijection({ seed: ONES, lane: "PRESALE", lobbySize })).toBe(true);
    },
  );

  it("Q7: gives a place by itself as it gives it within the whole lobby, in whatever order it is asked", () => {
    fc.assert(
      fc.property(draws(1_000_000_000), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (draw, picks) => {
        const order = drawnOrder(draw);
        const arrivals = picks.map((pick) => (pick % draw.lobbySize) + 1);

        const alone = arrivals.map((arrival) => drawnNumber(draw, arrival));

        expect(arrivals.map(order)).toEqual(alone);
        expect(arrivals.toReversed().map(order)).toEqual(alone.toReversed());
      }),
      { numRuns: 60 },
    );
  });

  it("Q7: is what anyone computes by following the guide", () => {
    const sizes = [1, 2, 3, 4, 5, 16, 17, 50, 257, 1025, 4097, 16_385, 100_003, 1_000_000_000];
    for (const lobbySize of sizes) {
      for (const lane of ["GENERAL", "PRESALE"] as const) {
        const draw = { seed: seedNumbered(lobbySize), lane, lobbySize };
        const arrivals = [...upTo(Math.min(lobbySize, 100)), lobbySize];

        const places = arrivals.map((arrival) => drawnNumber(draw, arrival));

        expect(places).toEqual(arrivals.map((arrival) => placeByTheGuide(draw, arrival)));
      }
    }
  });

  it("Q7: another seed gives another order and another commitment, another lane another order", () => {
    const [one, other] = [ONES, "22".repeat(32)];
    const order = (seed: string, lane: LaneName) => drawn({ seed, lane, lobbySize: 50 });

    expect(order(one, "GENERAL")).not.toEqual(order(other, "GENERAL"));
    expect(order(one, "GENERAL")).not.toEqual(order(one, "PRESALE"));
    expect(commitmentOf(one)).not.toBe(commitmentOf(other));
    // echo -n … | xxd -r -p | sha256sum
    expect(commitmentOf(one)).toBe("02d449a31fbb267c8f352e9968a79e3e5fc95c1bbeaa502fd6454ebde5a4bedc");
  });

  it("refuses what is not in the lobby, and what is no seed or no size", () => {
    const draw: Draw = { seed: ONES, lane: "GENERAL", lobbySize: 5 };
    for (const arrival of [0, 6, 1.5, Number.NaN]) {
      expect(() => drawnNumber(draw, arrival)).toThrow(RangeError);
      expect(() => drawnOrder(draw)(arrival)).toThrow(RangeError);
    }
    for (const wrong of [{ seed: "11" }, { seed: "zz".repeat(32) }, { lobbySize: -1 }, { lobbySize: 1e9 + 1 }]) {
      expect(() => drawnNumber({ ...draw, ...wrong }, 1)).toThrow(RangeError);
      expect(() => drawnOrder({ ...draw, ...wrong })).toThrow(RangeError);
    }
    expect(() => drawnOrder({ ...draw, lobbySize: 0 })(1)).toThrow(RangeError);
  });
});

describe("the order that is drawn", () => {
  const DRAWS = 2400;

  it.each([2, 3, 5, 8, 50])("Q7: is even in a lobby of %i: places of the first and the last, and pairs", (size) => {
    const orders = ordersOf(drawn, size, DRAWS);

    expect(placesAreEven(orders, 1)).toBe(true);
    expect(placesAreEven(orders, size)).toBe(true);
    expect(pairIsEven(orders, ends(size))).toBe(true);
    expect(pairIsEven(orders, middle(size))).toBe(true);
  });

  it.each([3, 4])("Q7: is each possible one equally often in a lobby of %i", (size) => {
    expect(ordersAreEven(ordersOf(drawn, size, DRAWS))).toBe(true);
  });

  it("Q7: mixes a big lobby, and each lane independently of the other", () => {
    const [general, presale] = (["GENERAL", "PRESALE"] as const).map((lane) =>
      drawn({ seed: ONES, lane, lobbySize: 100_000 }),
    ) as [Order, Order];

    expect(tenthsAreIndependent(upTo(100_000), general)).toBe(true);
    expect(tenthsAreIndependent(upTo(100_000), presale)).toBe(true);
    expect(tenthsAreIndependent(general, presale)).toBe(true);
  });

  /**
   * Exact, with random round functions: the difference of two values (left, right) becomes (right, left) while the
   * right ones are equal, and (right, anything) otherwise. What 8 rounds leave in a lobby of 16 is 1e-2.
   */
  it("Q7: sends any two values almost exactly where a random permutation would, in each size of network", () => {
    const bias = (size: number, rounds: number, start: readonly [number, number]): number => {
      let odds = new Float64Array(size * size);
      odds[start[0] * size + start[1]] = 1;
      for (let round = 0; round < rounds; round += 1) {
        const next = new Float64Array(size * size);
        odds.forEach((p, index) => {
          const [left, right] = [Math.floor(index / size), index % size];
          if (right === 0) next[left] = (next[left] ?? 0) + p;
          else next[right * size] = (next[right * size] ?? 0) + p / size;
        });
        // Where the right halves differ, the new one is any value, each as likely as 0.
        for (let left = 1; left < size; left += 1) next.fill(next[left * size] ?? 0, left * size, (left + 1) * size);
        odds = next;
      }
      return odds.reduce((sum, p, index) => sum + (index === 0 ? 0 : Math.abs(p - 1 / (size * size - 1))), 0) / 2;
    };
    const starts = [[1, 0] as const, [0, 1] as const, [1, 1] as const];

    const biases = ROUNDS.map((rounds, index) =>
      Math.max(...starts.map((start) => bias(2 ** (index + 1), rounds, start))),
    );

    expect(Math.max(...biases)).toBeLessThan(6e-8);
    expect(bias(4, 8, [1, 0])).toBeGreaterThan(1e-2);
  });
});

/** Positive controls: an unfair draw does not pass. */
describe("the tests of evenness", () => {
  const DRAWS = 600;
  const unmoved: Shuffle = ({ lobbySize }) => upTo(lobbySize);
  const rotated: Shuffle = ({ seed, lobbySize }) =>
    upTo(lobbySize).map((arrival) => ((arrival + Number.parseInt(seed, 16)) % lobbySize) + 1);

  it("Q7: catch a lobby that is served in order of arrival", () => {
    const orders = ordersOf(unmoved, 8, DRAWS);

    expect(placesAreEven(orders, 1)).toBe(false);
    expect(pairIsEven(orders, ends(8))).toBe(false);
    expect(ordersAreEven(ordersOf(unmoved, 4, DRAWS))).toBe(false);
    expect(tenthsAreIndependent(upTo(1000), unmoved({ seed: ONES, lane: "GENERAL", lobbySize: 1000 }))).toBe(false);
  });

  it("Q7: catch a lobby that is only rotated, which gives each place equally often", () => {
    const orders = ordersOf(rotated, 8, DRAWS);

    expect(placesAreEven(orders, 1)).toBe(true);
    expect(pairIsEven(orders, middle(8))).toBe(false);
    expect(ordersAreEven(ordersOf(rotated, 4, DRAWS))).toBe(false);
  });

  it.each([1, 2])("Q7: catch the network with %i rounds", (rounds) => {
    expect(ordersAreEven(ordersOf(withRounds(rounds), 4, DRAWS))).toBe(false);
    expect(pairIsEven(ordersOf(withRounds(rounds), 50, DRAWS), ends(50))).toBe(rounds === 2);
  });

  it("Q7: catch lanes that share their order", () => {
    const order = drawn({ seed: ONES, lane: "GENERAL", lobbySize: 10_000 });

    expect(tenthsAreIndependent(order, order)).toBe(false);
  });
});

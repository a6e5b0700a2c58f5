/** How fair the order was, from when people joined, which numbers they got, and when they were admitted. */

import { laneOf } from "#functions/queue/rules/queue-state.ts";
import { LOBBY_SECONDS, type People } from "#simulation/people.ts";
import type { Fairness } from "#simulation/result.ts";

const PARTS = 10;

export const fairnessOf = (people: People): Fairness => {
  const numbered = Uint32Array.from({ length: people.count }, (_, person) => person).filter(
    (person) => people.number(person) > 0,
  );
  return { inversions: inversions(people, numbered), ...latecomers(people, numbered), ...lobby(people, numbered) };
};

const joinedAt = (people: People, person: number): number => people.joinedAt[person] ?? 0;
const numberOf = (people: People, person: number): number => people.number(person);

/** Pairs of neighbouring numbers in one lane of which the later number was admitted earlier. */
const inversions = (people: People, numbered: Uint32Array): number => {
  const admitted = numbered
    .filter((person) => (people.admittedAt[person] ?? 0) > 0)
    .toSorted((a, b) => numberOf(people, a) - numberOf(people, b));
  let found = 0;
  for (let index = 1; index < admitted.length; index += 1) {
    const [before = 0, after = 0] = [admitted[index - 1], admitted[index]];
    const sameLane = laneOf(numberOf(people, before)) === laneOf(numberOf(people, after));
    if (sameLane && (people.admittedAt[after] ?? 0) < (people.admittedAt[before] ?? 0)) found += 1;
  }
  return found;
};

/** For people who came after the opening: their rank by number against their rank by time of joining, per lane. */
const latecomers = (people: People, numbered: Uint32Array) => {
  const placesOff: number[] = [];
  for (const lane of ["GENERAL", "PRESALE"] as const) {
    const late = numbered.filter(
      (person) => joinedAt(people, person) >= LOBBY_SECONDS && laneOf(numberOf(people, person)) === lane,
    );
    const byNumber = late.toSorted((a, b) => numberOf(people, a) - numberOf(people, b));
    const rank = new Uint32Array(people.count);
    for (const [index, person] of byNumber.entries()) rank[person] = index;
    const byJoining = late.toSorted((a, b) => joinedAt(people, a) - joinedAt(people, b));
    for (const [index, person] of byJoining.entries()) placesOff.push(Math.abs((rank[person] ?? 0) - index));
  }
  const sorted = Float64Array.from(placesOff).toSorted();
  return {
    placesOffMedian: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    placesOffMax: sorted.at(-1) ?? Number.NaN,
  };
};

/** Whether joining the lobby early made a difference: a test of independence (K. Pearson, 1900). */
const lobby = (people: People, numbered: Uint32Array) => {
  const inLobby = numbered.filter(
    (person) => joinedAt(people, person) < LOBBY_SECONDS && laneOf(numberOf(people, person)) === "GENERAL",
  );
  const table = new Float64Array(PARTS * PARTS);
  const partByNumber = partsOf(
    people.count,
    inLobby.toSorted((a, b) => numberOf(people, a) - numberOf(people, b)),
  );
  const partByJoining = partsOf(
    people.count,
    inLobby.toSorted((a, b) => joinedAt(people, a) - joinedAt(people, b)),
  );
  for (const person of inLobby) {
    const cell = (partByJoining[person] ?? 0) * PARTS + (partByNumber[person] ?? 0);
    table[cell] = (table[cell] ?? 0) + 1;
  }
  const expected = inLobby.length / (PARTS * PARTS);
  const lobbyChiSquared =
    expected < 1 ? Number.NaN : table.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return { lobbyChiSquared, lobbyPValue: chiSquaredTail(lobbyChiSquared, (PARTS - 1) ** 2) };
};

/** Divides an order into ten parts of equal size. */
const partsOf = (count: number, order: Uint32Array): Uint8Array => {
  const parts = new Uint8Array(count);
  for (const [index, person] of order.entries()) parts[person] = Math.floor((index * PARTS) / order.length);
  return parts;
};

/** Probability of a chi-squared at least as large, by the cube root (E. B. Wilson, M. M. Hilferty, 1931). */
const chiSquaredTail = (value: number, degrees: number): number => {
  const spread = 2 / (9 * degrees);
  return normalTail((Math.cbrt(value / degrees) - (1 - spread)) / Math.sqrt(spread));
};

/** M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 26.2.17; off by less than 1e-7. */
const normalTail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? upper : 1 - upper;
};

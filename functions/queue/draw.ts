import { createHash, createHmac } from "node:crypto";

const ROUNDS = 8;

/** What is published before the first join: it binds the seed without telling it. */
export const commitmentOf = (seed: string): string =>
  createHash("sha256").update(Buffer.from(seed, "hex")).digest("hex");

/**
 * The place that the draw gives to one arrival of the lobby: a keyed permutation of 1..lobbySize, so it is a
 * bijection for any seed, and any place can be computed by itself, however large the lobby.
 *
 * A balanced Feistel network over HMAC-SHA-256 on the smallest even number of bits that holds the lobby (M. Luby,
 * C. Rackoff, "How to Construct Pseudorandom Permutations", 1988), brought to the exact domain by cycle walking
 * (J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", 2002): values outside are permuted again, fewer
 * than four times on average.
 *
 * @param seed 32 bytes, hexadecimal
 * @param arrival 1 to lobbySize
 */
export const drawnNumber = (seed: string, lobbySize: number, arrival: number): number => {
  if (arrival < 1 || arrival > lobbySize) throw new RangeError(`Arrival ${arrival} is not in a lobby of ${lobbySize}.`);
  const key = Buffer.from(seed, "hex");
  const halfBits = Math.max(1, Math.ceil(Math.log2(lobbySize) / 2));
  let value = arrival - 1;
  do value = permuted(key, lobbySize, halfBits, value);
  while (value >= lobbySize);
  return value + 1;
};

const permuted = (key: Buffer, lobbySize: number, halfBits: number, value: number): number => {
  const size = 2 ** halfBits;
  let left = Math.floor(value / size);
  let right = value % size;
  for (let round = 0; round < ROUNDS; round += 1) {
    [left, right] = [right, (left + roundValue(key, lobbySize, round, right)) % size];
  }
  return left * size + right;
};

const roundValue = (key: Buffer, lobbySize: number, round: number, half: number): number =>
  createHmac("sha256", key).update(`${lobbySize}:${round}:${half}`).digest().readUInt32BE(0);

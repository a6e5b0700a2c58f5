/** The draw of a lobby: a permutation that anybody can compute once the seed is public. Pure. */
import { createHash, createHmac, createSecretKey } from "node:crypto";
import { networkShape } from "#contract/waiting/lobby-draw.ts";
import type { LaneName } from "#contract/waiting/place.ts";

export type { LaneName } from "#contract/waiting/place.ts";

/** The draw of one lane's lobby. Arrivals and numbers are those of the lane: 1 to lobbySize. */
export interface Draw {
  /** 32 bytes, hexadecimal. */
  readonly seed: string;
  readonly lane: LaneName;
  readonly lobbySize: number;
}

/** The numbers of the next lane of a concert begin here. */
const LOBBY_SIZE_MAX = 1_000_000_000;

/** What is published before the first join: it binds the seed without revealing it. */
export const commitmentOf = (seed: string): string =>
  createHash("sha256").update(Buffer.from(seed, "hex")).digest("hex");

/**
 * The number that the draw gives to one arrival of the lobby: a keyed permutation of 1..lobbySize, so it is a
 * bijection for any seed, and each number can be computed by itself, however large the lobby.
 *
 * A balanced Feistel network over HMAC-SHA-256 on the smallest even number of bits that holds the lobby (M. Luby,
 * C. Rackoff, "How to Construct Pseudorandom Permutations from Pseudorandom Functions", 1988), brought to the exact
 * domain by cycle walking (J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains", 2002): values outside are
 * permuted again, at most four times on average. Halves are added, not xored: an xor would make even permutations
 * only. docs/guides/verify-the-draw.md explains it step by step.
 *
 * Luby and Rackoff promise nothing for small domains, where a Feistel network keeps a bias that only rounds take away
 * (M. Bellare, V. T. Hoang, S. Tessaro, "Message-Recovery Attacks on Feistel-Based Format Preserving Encryption",
 * 2016). With 8 rounds some orders of a lobby of 4 would be 1.6 % likelier than others, and in one of 16 one of two
 * arrivals could be ahead with 50.4 %. Two rounds divide that by 2^halfBits or more, so small lobbies get more rounds.
 *
 * Guaranteed, if the seed is 256 random bits and HMAC-SHA-256 is a pseudorandom function: each number is given once; the
 * network sends any two values to within 6e-8 (total variation) of where a random permutation would, for any size; and
 * a person who does not know the seed can predict nothing. The first and the last to arrive have the same chances.
 *
 * Not guaranteed: that every order can occur, since 58 arrivals have more orders than there are seeds; and fairness
 * against a person who knows the seed early. They could compute which arrival to take, or add joins until lobbySize
 * suits them. So until the draw admission alone can read the seed, and people who can read what it reads must be trusted
 * not to use it.
 *
 * @param arrival 1 to lobbySize
 * @throws RangeError if the arrival is not in the lobby, or seed or size can't be those of a draw
 */
export const drawnNumber = (draw: Draw, arrival: number): number => numberIn(networkOf(draw), arrival);

/**
 * `drawnNumber` for a whole lobby: the function that it returns keeps what it computes. A round has one value for each
 * half, about √lobbySize of them, so a lobby of a million costs 8,192 HMACs and 32 KB.
 * @throws RangeError as drawnNumber does, for seed and size at once, for an arrival when it is asked for
 */
export const drawnOrder = (draw: Draw): ((arrival: number) => number) => {
  const network = networkOf(draw);
  const cachingNetwork = { ...network, roundValue: cachedRoundValue(network) };
  return (arrival) => numberIn(cachingNetwork, arrival);
};

interface Network {
  readonly lobbySize: number;
  /** Values of a half: 0 to halfSize - 1. */
  readonly halfSize: number;
  readonly rounds: number;
  readonly roundValue: (round: number, half: number) => number;
}

const networkOf = ({ seed, lane, lobbySize }: Draw): Network => {
  if (!/^[0-9a-f]{64}$/i.test(seed)) throw new RangeError("A seed is 32 bytes, hexadecimal.");
  if (!Number.isInteger(lobbySize) || lobbySize < 0 || lobbySize > LOBBY_SIZE_MAX) {
    throw new RangeError(`A lobby has from 0 to ${LOBBY_SIZE_MAX} arrivals, not ${lobbySize}.`);
  }
  // With a key object each HMAC is several times as fast as with bytes.
  const key = createSecretKey(seed, "hex");
  const { halfSize, rounds, messageOf } = networkShape(lane, lobbySize);
  return {
    lobbySize,
    halfSize,
    rounds,
    roundValue: (round, half) => {
      const digest = createHmac("sha256", key).update(messageOf(round, half)).digest("hex");
      return Number.parseInt(digest.slice(0, 8), 16) % halfSize;
    },
  };
};

const cachedRoundValue = ({ halfSize, rounds, roundValue }: Network): Network["roundValue"] => {
  // Holds each value plus one, so that 0 is a value that has not been computed yet.
  const table = new Uint32Array(rounds * halfSize);
  return (round, half) => {
    const index = round * halfSize + half;
    const kept = table[index];
    if (kept) return kept - 1;
    const value = roundValue(round, half);
    table[index] = value + 1;
    return value;
  };
};

const numberIn = (network: Network, arrival: number): number => {
  const { lobbySize } = network;
  if (!Number.isInteger(arrival) || arrival < 1 || arrival > lobbySize) {
    throw new RangeError(`Arrival ${arrival} is not in a lobby of ${lobbySize}.`);
  }
  let value = arrival - 1;
  do value = permuted(network, value);
  while (value >= lobbySize);
  return value + 1;
};

const permuted = ({ halfSize, rounds, roundValue }: Network, value: number): number => {
  let left = Math.floor(value / halfSize);
  let right = value % halfSize;
  for (let round = 0; round < rounds; round += 1) {
    const next = (left + roundValue(round, right)) % halfSize;
    left = right;
    right = next;
  }
  return left * halfSize + right;
};

/** Numbers that look random and are the same for the same text, so that a poster is the same everywhere. Pure. */

/** 0 up to, and without, 1. */
export type Random = () => number;

/** A hash of a text of 32 bits: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/). */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

/** mulberry32, by Tommy Ettinger: good enough for a picture, and a few lines. */
export const randomFrom = (text: string): Random => {
  let state = hashOf(text);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const between = (random: Random, low: number, high: number): number => low + random() * (high - low);

/** A whole number from low to high, both included. */
export const wholeBetween = (random: Random, low: number, high: number): number =>
  Math.floor(between(random, low, high + 1));

/** One of a list that is not empty. */
export const oneOf = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

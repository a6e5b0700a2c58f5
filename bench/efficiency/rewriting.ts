/** The requests of one person, made from those of another. Pure. */

/** What is a person's own in their requests: ids, keys and what is derived from them, in the same order for everybody. */
export interface Identity {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * @param from the person whose requests are rewritten
 * @returns a function that puts somebody else's identity in its place, wherever it stands: in keys, values and inside texts
 */
export const rewriterOf = (from: Identity): (<T>(value: T, to: Identity) => T) => {
  // The longest first: a seat's id begins with its section's.
  const texts = from.texts.toSorted((a, b) => b.length - a.length);
  const own = new RegExp(texts.map(escaped).join("|"), "g");
  const textPlaces = new Map(from.texts.map((text, place) => [text, place]));
  const numberPlaces = new Map(from.numbers.map((number, place) => [number, place]));

  const rewrite = (value: unknown, to: Identity): unknown => {
    if (typeof value === "string") return value.replace(own, (found) => to.texts[textPlaces.get(found) ?? -1] ?? found);
    if (typeof value === "number") return to.numbers[numberPlaces.get(value) ?? -1] ?? value;
    if (Array.isArray(value)) return value.map((each) => rewrite(each, to));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [rewrite(key, to) as string, rewrite(part, to)]),
    );
  };
  return <T>(value: T, to: Identity) => rewrite(value, to) as T;
};

/** What differs from call to call and identifies nothing: no key and no condition depends on it. */
const CHANCE = {
  "request id": /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
  signature: /(?<=")[\w-]{86}(?=")/g,
  "gateway's reference": /sim_[0-9a-f]{16}/g,
  day: /(?<=")\d{8}(?=-)/g,
  time: /\b[12]\d{9}\b/g,
} as const;

/** A value as text, without times and whatever else is another one in each call. */
export const comparable = (value: unknown): string =>
  Object.entries(CHANCE).reduce((text, [name, pattern]) => text.replace(pattern, `<${name}>`), JSON.stringify(value));

const SHOWN = 60;

/** What somebody's call has sent. */
export interface Sent<R> {
  readonly identity: Identity;
  readonly requests: readonly R[];
}

/**
 * Whether the requests of one person, rewritten for another, are exactly what the other's own call has sent.
 * @returns where they begin to differ; undefined if they don't
 */
export const differenceOf = <R>(one: Sent<R>, other: Sent<R>): string | undefined =>
  firstDifference(comparable(rewriterOf(one.identity)(one.requests, other.identity)), comparable(other.requests));

/** @returns where two texts begin to differ, with what stands around it; undefined if they are equal */
const firstDifference = (one: string, other: string): string | undefined => {
  if (one === other) return undefined;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - SHOWN), at + SHOWN);
  return `"${around(one)}" instead of "${around(other)}"`;
};

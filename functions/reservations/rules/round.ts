/** How a round over many things is spread over several runs. Pure. */

/** What one run takes on, and where the next one goes on. */
export interface Portion<T> {
  readonly items: readonly T[];
  /** The key of the last item, or "" if the round is over and the next run begins another. */
  readonly after: string;
}

/**
 * The next portion of a round: those that follow a key, in the order of their keys. Things that come or go between two
 * runs change nothing for the others.
 */
export const nextPortion = <T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { after, itemsMax }: { readonly after: string; readonly itemsMax: number },
): Portion<T> => {
  const waiting = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const taken = waiting.slice(0, itemsMax);
  return {
    items: taken.map(({ item }) => item),
    after: waiting.length > itemsMax ? (taken.at(-1)?.key ?? "") : "",
  };
};

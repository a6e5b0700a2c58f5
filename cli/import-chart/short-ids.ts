/** Ids of sections, rows and seats: 1 to 8 ASCII letters and digits, made from what is printed. Pure. */

const SHORT_ID = /^[A-Za-z0-9]{1,8}$/;
const LENGTH_MAX = 8;
const FALLBACK = "x";

export const isShortId = (name: string): boolean => SHORT_ID.test(name);

const baseOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, LENGTH_MAX) || FALLBACK;

/** The name if nothing else has this id; else with x2, x3 … behind it. */
const unused = (base: string, used: ReadonlySet<string>): string => {
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? "" : `x${count}`;
    const id = base.slice(0, LENGTH_MAX - suffix.length) + suffix;
    if (!used.has(id)) return id;
  }
};

/**
 * An id for each name, in the same order, all different. A name that can be an id is its own, wherever it stands; others
 * get their letters and digits ("12½": 12), x if they have none, and what is used already gets x2, x3 … behind it.
 * The same names in the same order always get the same ids.
 */
export const shortIds = (names: readonly string[]): readonly string[] => {
  const used = new Set<string>();
  const ids = names.map((name) => {
    if (!isShortId(name) || used.has(name)) return undefined;
    used.add(name);
    return name;
  });
  return ids.map((id, index) => {
    if (id !== undefined) return id;
    const derived = unused(baseOf(names[index] ?? ""), used);
    used.add(derived);
    return derived;
  });
};

/** Each empty name replaced by its place in the list, counted on to a number that is not the name of another. */
export const withOrdinals = (names: readonly string[]): readonly string[] => {
  const used = new Set(names);
  return names.map((name, index) => {
    if (name !== "") return name;
    let ordinal = index + 1;
    while (used.has(String(ordinal))) ordinal += 1;
    used.add(String(ordinal));
    return String(ordinal);
  });
};

/**
 * Values that outlive a reload, in the browser's own storage. What is read back is checked, because an older page, another
 * program or the user may have written it. A browser that refuses storage keeps the values as long as the page is open.
 */

/** Part of every key, so that a later form of the values can leave this one behind. */
const VERSION = "encore-1";

export interface StoredValue<Value> {
  readonly read: () => Value | undefined;
  readonly write: (value: Value) => void;
  readonly remove: () => void;
  /** Calls back when another tab has changed the value. @returns how to stop */
  readonly onChange: (listener: () => void) => () => void;
}

type Place = "localStorage" | "sessionStorage";

const inMemory = new Map<string, string>();

const tried = <Result>(attempt: () => Result): Result | undefined => {
  try {
    return attempt();
  } catch {
    return undefined;
  }
};

const readText = (place: Place, key: string): string | null =>
  tried(() => globalThis[place].getItem(key)) ?? inMemory.get(key) ?? null;

/**
 * @param parse returns the value, or undefined for anything that is none
 * @param place localStorage for every tab, sessionStorage for this one
 */
export const stored = <Value>(
  name: string,
  parse: (json: unknown) => Value | undefined,
  place: Place = "localStorage",
): StoredValue<Value> => {
  const key = `${VERSION}:${name}`;
  return {
    read: () => {
      const text = readText(place, key);
      return text === null ? undefined : tried(() => parse(JSON.parse(text)));
    },
    write: (value) => {
      const text = JSON.stringify(value);
      inMemory.set(key, text);
      tried(() => globalThis[place].setItem(key, text));
    },
    remove: () => {
      inMemory.delete(key);
      tried(() => globalThis[place].removeItem(key));
    },
    onChange: (listener) => {
      const hear = (event: StorageEvent): void => {
        if (event.key === key || event.key === null) listener();
      };
      addEventListener("storage", hear);
      return () => removeEventListener("storage", hear);
    },
  };
};

/** Removes every value, in this tab and in all of them, but those with these names. */
export const removeStored = (kept: readonly string[]): void => {
  const isRemoved = (key: string): boolean =>
    key.startsWith(`${VERSION}:`) && !kept.some((name) => key === `${VERSION}:${name}`);
  for (const key of inMemory.keys()) if (isRemoved(key)) inMemory.delete(key);
  for (const place of ["localStorage", "sessionStorage"] as const) {
    tried(() => {
      for (const key of Object.keys(globalThis[place])) if (isRemoved(key)) globalThis[place].removeItem(key);
    });
  }
};

import { BoundedMap } from "#functions/shared/bounded-map.ts";
import { monotonicMs } from "#functions/shared/time.ts";
import { forEverybody } from "#functions/shared/time-limit.ts";

interface TtlCacheOptions<V> {
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly read: (key: string) => Promise<V>;
  readonly nowMs?: () => number;
}

interface Entry<V> {
  readonly value: Promise<V>;
  readonly freshUntilMs: number;
}

/**
 * Caches what a function reads for a short time, so that a crowd costs one read. Calls during a read share it. A failed
 * read is not cached. At `entriesMax` entries the oldest is dropped.
 *
 * That there is nothing under a key (`undefined`) is cached as well, but apart, in as many entries: a caller who makes up
 * keys costs one read for each of them, and pushes nothing out that others ask for.
 */
export const ttlCache = <V>({
  ttlMs,
  entriesMax,
  read,
  nowMs = monotonicMs,
}: TtlCacheOptions<V>): ((key: string) => Promise<V>) => {
  const found = new BoundedMap<string, Entry<V>>(entriesMax);
  /** Also what is being read at this moment, of which nothing is known yet. */
  const absent = new BoundedMap<string, Entry<V>>(entriesMax);

  return (key) => {
    const now = nowMs();
    const known = [found.get(key), absent.get(key)].find((entry) => entry && now < entry.freshUntilMs);
    if (known) return known.value;
    const entry = { value: forEverybody(() => read(key)), freshUntilMs: now + ttlMs };
    absent.set(key, entry);
    // False for a read that took longer than its result may be kept, which another one has replaced.
    const forget = (): boolean => absent.get(key) === entry && absent.delete(key);
    entry.value.then((value) => value !== undefined && forget() && found.set(key, entry), forget);
    return entry.value;
  };
};

/** Nothing is under a key. */
class Absent extends Error {}

/**
 * Like `ttlCache`, but that there is nothing under a key is not kept: what is created is found as soon as it is there. For
 * what is kept for long, once it has been found.
 */
export const presentCache = <V>({
  read,
  ...options
}: TtlCacheOptions<V | undefined>): ((key: string) => Promise<V | undefined>) => {
  const kept = ttlCache<V>({
    ...options,
    read: async (key) => {
      const value = await read(key);
      if (value === undefined) throw new Absent();
      return value;
    },
  });
  return async (key) => {
    try {
      return await kept(key);
    } catch (error) {
      if (error instanceof Absent) return undefined;
      throw error;
    }
  };
};

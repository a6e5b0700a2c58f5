import { monotonicMs } from "#functions/shared/time.ts";
import { forEverybody } from "#functions/shared/time-limit.ts";

interface TtlCacheOptions<V> {
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly read: (key: string) => Promise<V>;
  readonly nowMs?: () => number;
}

/**
 * Caches what a function reads for a short time, so that a crowd costs one read. Calls during a read share it. A failed
 * read is not cached. At `entriesMax` entries the oldest is dropped.
 */
export const ttlCache = <V>({
  ttlMs,
  entriesMax,
  read,
  nowMs = monotonicMs,
}: TtlCacheOptions<V>): ((key: string) => Promise<V>) => {
  const entries = new Map<string, { readonly value: Promise<V>; readonly freshUntilMs: number }>();

  return (key) => {
    const cached = entries.get(key);
    if (cached && nowMs() < cached.freshUntilMs) return cached.value;
    const value = forEverybody(() => read(key));
    // Deleted first, so that it becomes the newest entry of the map.
    entries.delete(key);
    entries.set(key, { value, freshUntilMs: nowMs() + ttlMs });
    if (entries.size > entriesMax) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    value.catch(() => entries.get(key)?.value === value && entries.delete(key));
    return value;
  };
};

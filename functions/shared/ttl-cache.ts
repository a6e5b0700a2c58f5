/**
 * Keeps what a function reads for a short time, so that a crowd costs one read. Calls that come while a
 * read is under way share it. Bounded: the oldest entry goes first.
 */
export const ttlCache = <V>(options: {
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly read: (key: string) => Promise<V>;
  readonly nowMs?: () => number;
}): ((key: string) => Promise<V>) => {
  const nowMs = options.nowMs ?? Date.now;
  const entries = new Map<string, { readonly value: Promise<V>; readonly freshUntilMs: number }>();

  return (key) => {
    const kept = entries.get(key);
    if (kept && nowMs() < kept.freshUntilMs) return kept.value;
    const value = options.read(key);
    entries.delete(key);
    entries.set(key, { value, freshUntilMs: nowMs() + options.ttlMs });
    if (entries.size > options.entriesMax) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    // A failure is not worth keeping: the next call reads again.
    value.catch(() => entries.get(key)?.value === value && entries.delete(key));
    return value;
  };
};

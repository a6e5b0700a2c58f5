/** A map for what a function keeps in memory. It drops the entry that was set longest ago when there are too many. */
export class BoundedMap<K, V> extends Map<K, V> {
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    super();
    this.#entriesMax = entriesMax;
  }

  override set(key: K, value: V): this {
    // Deleted first, so that it becomes the newest entry.
    this.delete(key);
    super.set(key, value);
    const { value: oldest, done } = this.keys().next();
    if (this.size > this.#entriesMax && !done) this.delete(oldest);
    return this;
  }
}

/** A map for what a function keeps in memory. It drops the entry that was set longest ago when there are too many. */
export class BoundedMap extends Map {
    #entriesMax;
    constructor(entriesMax) {
        super();
        this.#entriesMax = entriesMax;
    }
    set(key, value) {
        // Deleted first, so that it becomes the newest entry.
        this.delete(key);
        super.set(key, value);
        const { value: oldest, done } = this.keys().next();
        if (this.size > this.#entriesMax && !done)
            this.delete(oldest);
        return this;
    }
}

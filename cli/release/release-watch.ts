/** What was seen of a stage at one time. */
export interface Sighting {
  readonly isHealthy: boolean;
  /** The names of the alarms that are raised. */
  readonly raised: readonly string[];
}

/** A single failed request may be the network's fault; three in a row are the service's. */
export const FAILED_CHECKS_MAX = 2;

/** Watches a new release. It is bad if it stops responding, or raises an alarm that was not raised before it. */
export class ReleaseWatch {
  /** Alarms that nobody can blame on the release: raised before, and never clear since. */
  readonly #older: Set<string>;
  #failedChecks = 0;

  /** @param raised the alarms that were raised before the release */
  constructor(raised: readonly string[]) {
    this.#older = new Set(raised);
  }

  /** @returns why the release is bad; undefined as long as it is not */
  see({ isHealthy, raised }: Sighting): string | undefined {
    this.#failedChecks = isHealthy ? 0 : this.#failedChecks + 1;
    if (this.#failedChecks > FAILED_CHECKS_MAX) {
      return `The service did not respond to ${this.#failedChecks} health checks in a row.`;
    }
    for (const name of this.#older) if (!raised.includes(name)) this.#older.delete(name);
    const news = raised.filter((name) => !this.#older.has(name));
    return news.length === 0 ? undefined : `Raised since the release: ${news.join(", ")}.`;
  }
}

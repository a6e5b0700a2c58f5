import { log } from "#functions/shared/log.ts";
import { monotonicMs } from "#functions/shared/time.ts";
import { forEverybody } from "#functions/shared/time-limit.ts";

/** Public keys by their id. */
export type Keys<K> = ReadonlyMap<string, K>;

export interface KeySet<K> {
  /**
   * A key that has been read before costs no I/O.
   * @returns undefined if there is no such key: a set that was read after this call began does not have it
   * @throws KeysUnavailableError if that can't be said, because the set can't be read, or was read a moment ago
   */
  readonly find: (keyId: string) => Promise<K | undefined>;
}

/** It is not known whether a key exists. The token that names it may well be genuine. */
export class KeysUnavailableError extends Error {
  override readonly name = "KeysUnavailableError";
  /** When to ask again; undefined if that can't be said. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterMs?: number, options: ErrorOptions = {}) {
    super(message, options);
    this.retryAfterSeconds = retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}

export interface KeySetOptions<K> {
  /** @param isCertain whether every key that was published before the read began must be in the result */
  readonly read: (isCertain: boolean) => Promise<Keys<K>>;
  /** A set in use that is older than this is read again in the background. */
  readonly refreshMs: number;
  /** The shortest time between two reads for unknown keys, and after a read that failed. */
  readonly pauseMs: number;
  readonly nowMs?: () => number;
}

/**
 * A set of public keys that is read at the first use and kept in memory. Tokens with made-up key ids cost one read in
 * `pauseMs`, however many come, and never keep a token of a known key waiting.
 */
export const newKeySet = <K>({ read, refreshMs, pauseMs, nowMs = monotonicMs }: KeySetOptions<K>): KeySet<K> => {
  let keys: Keys<K> | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  /** The certain reads that have begun, and the last of them that succeeded: they are counted, so no clock matters. */
  let begun = 0;
  let succeeded = 0;
  let reading: Promise<void> | undefined;

  const readKeys = async (isCertain: boolean): Promise<void> => {
    const begunMs = nowMs();
    if (isCertain) {
      begun += 1;
      pausedUntilMs = begunMs + pauseMs;
    }
    try {
      keys = await read(isCertain);
    } catch (error) {
      pausedUntilMs = nowMs() + pauseMs;
      throw new KeysUnavailableError("The public keys can't be read.", undefined, { cause: error });
    }
    readAtMs = begunMs;
    if (isCertain) succeeded = begun;
  };

  /** Only one read is under way at a time. The answer of the call that began it does not end it. */
  const beginRead = (isCertain: boolean): Promise<void> => {
    const waitMs = pausedUntilMs - nowMs();
    if (waitMs > 0) return Promise.reject(new KeysUnavailableError("The public keys were read a moment ago.", waitMs));
    reading = forEverybody(() => readKeys(isCertain)).finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const refreshIfOld = (): void => {
    const now = nowMs();
    if (reading !== undefined || now - readAtMs < refreshMs || now < pausedUntilMs) return;
    beginRead(false).catch((error: unknown) => log.error("public keys not refreshed", error));
  };

  const search = async (keyId: string): Promise<K | undefined> => {
    const begunBefore = begun;
    for (;;) {
      await (reading ?? beginRead(keys !== undefined));
      const found = keys?.get(keyId);
      if (found !== undefined || succeeded > begunBefore) return found;
    }
  };

  return {
    find: (keyId) => {
      const known = keys?.get(keyId);
      if (known === undefined) return search(keyId);
      refreshIfOld();
      return Promise.resolve(known);
    },
  };
};

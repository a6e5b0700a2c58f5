/** The keys of a function that signs: which of them signs now, and that it is published first. */
import { SIGNING_KEY_VARIABLE } from "#functions/shared/grants.ts";
import { log } from "#functions/shared/log.ts";
import { readReplacedSecretText, readSecretText } from "#functions/shared/secret-text.ts";
import { type Clock, monotonicMs, type Seconds, systemClock } from "#functions/shared/time.ts";
import { forEverybody } from "#functions/shared/time-limit.ts";
import { publishKey, readPublishedKeys } from "#functions/signing/key-set-store.ts";
import {
  isInForce,
  type PublicJwk,
  type PublishedKey,
  type PublishedKeys,
  signsFrom,
} from "#functions/signing/rules/published-key.ts";
import { deriveSigningKey, type SigningKey } from "#functions/signing/signing-key.ts";

/** A secret that was replaced is noticed after this time. */
const REFRESH_MS = 300_000;
const PAUSE_MS = 10_000;

export interface KeyRingOptions {
  readonly readSecret: () => Promise<string>;
  /** The secret before the present one. */
  readonly readReplacedSecret: () => Promise<string | undefined>;
  readonly readKeys: () => Promise<PublishedKeys>;
  /** Adds a key unless it is there, and returns the whole set. */
  readonly publish: (publicJwk: PublicJwk, signsFrom: Seconds) => Promise<PublishedKeys>;
  readonly clock: Clock;
  readonly nowMs: () => number;
}

interface Ring {
  /** Of the current secret. */
  readonly current: SigningKey;
  readonly published: PublishedKey | undefined;
  /** Signs until the current key's time has come; undefined if no other key is published. */
  readonly before: SigningKey | undefined;
}

/**
 * Makes the function that returns the key to sign with. The secret is read once and then refreshed in the background, which
 * the answer of the call that began it does not end, so a new secret is noticed without an end of anything: its key is published as soon as some function sees it, and signs once
 * every verifier has had time to read it. Until then the key before it signs.
 * @returns a function that throws what the secret's or the table's client throws, if it has no key yet
 */
export const newKeyRing = (options: KeyRingOptions): (() => Promise<SigningKey>) => {
  const { clock, nowMs } = options;
  let ring: Ring | undefined;
  let refreshAtMs = 0;
  let loading: Promise<Ring> | undefined;

  const load = (): Promise<Ring> => {
    loading ??= forEverybody(() => loadRing(options, ring && keyOf(ring, clock())))
      .then((loaded) => {
        ring = loaded;
        refreshAtMs = nowMs() + REFRESH_MS;
        return loaded;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };

  const refreshIfOld = (): void => {
    if (nowMs() < refreshAtMs) return;
    refreshAtMs = nowMs() + PAUSE_MS;
    load().catch((error: unknown) => log.error("signing key not refreshed", error));
  };

  return async () => {
    if (ring === undefined) return keyOf(await load(), clock());
    refreshIfOld();
    return keyOf(ring, clock());
  };
};

const keyOf = ({ current, published, before }: Ring, now: Seconds): SigningKey =>
  before === undefined || isInForce(published, now) ? current : before;

/** @param inUse the key that has signed so far, if this is not the first time */
const loadRing = async (options: KeyRingOptions, inUse: SigningKey | undefined): Promise<Ring> => {
  const { readSecret, readKeys, publish, clock } = options;
  const [secret, found] = await Promise.all([readSecret(), readKeys()]);
  const current = deriveSigningKey(secret);
  const { publicJwk } = current;
  const keys = found.has(publicJwk.kid) ? found : await publish(publicJwk, signsFrom(found, clock()));
  const published = keys.get(publicJwk.kid);
  const before = isInForce(published, clock()) ? undefined : await keyBefore(options, keys, inUse);
  return { current, published, before };
};

const keyBefore = async (
  { readReplacedSecret }: KeyRingOptions,
  keys: PublishedKeys,
  inUse: SigningKey | undefined,
): Promise<SigningKey | undefined> => {
  const secret = await readReplacedSecret();
  const previous = secret === undefined ? undefined : deriveSigningKey(secret);
  return [previous, inUse].find((key) => key !== undefined && keys.has(key.publicJwk.kid));
};

/** The keys of this service. */
export const SERVICE_KEYS: KeyRingOptions = {
  readSecret: () => readSecretText(SIGNING_KEY_VARIABLE),
  readReplacedSecret: () => readReplacedSecretText(SIGNING_KEY_VARIABLE),
  readKeys: () => readPublishedKeys({ consistent: true }),
  publish: publishKey,
  clock: systemClock,
  nowMs: monotonicMs,
};

/** The key that signs queue tokens and receipts. */
export const signingKey = newKeyRing(SERVICE_KEYS);

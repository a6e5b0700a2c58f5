import { ttlCache } from "#functions/shared/ttl-cache.ts";
import { readPublishedKeys } from "#functions/signing/key-set-store.ts";
import type { PublicJwk } from "#functions/signing/rules/published-key.ts";

/** One read a second, however many people ask. */
const watchKeys = ttlCache({
  ttlMs: 1000,
  entriesMax: 1,
  read: () => readPublishedKeys({ consistent: false }),
});

/** The public keys of all queue tokens and receipts there have ever been, the newest first. */
export const readSigningKeys = async (): Promise<PublicJwk[]> =>
  [...(await watchKeys("keys")).values()]
    .toSorted((a, b) => b.signsFrom - a.signsFrom)
    .map(({ publicJwk }) => publicJwk);

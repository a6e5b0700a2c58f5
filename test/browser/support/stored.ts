/** What a browser has kept from an earlier visit, in the form in which the pages keep it (web/shared/storage/). */
import type { BrowserContextOptions } from "playwright-core";
import type { Buyer } from "#test/browser/support/buyers.ts";
import type { Tokens } from "#web/shared/session/tokens.ts";

export interface Keeping {
  /** Signed in already. Use `signIn` of sign-in.ts in tests of signing in. */
  readonly as?: Buyer;
  /** Queue tokens of that user, by concert. */
  readonly queueTokens?: Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;

const sessionOf = ({ name, token }: Buyer): Tokens => ({
  access: token,
  refresh: null,
  // By the device's clock, which a test may set wrong: late enough for any of them.
  renewAtMs: Date.now() + HOUR_MS,
  user: { id: name, name },
});

const entries = ({ as: buyer, queueTokens = {} }: Keeping): Readonly<Record<string, unknown>> => {
  if (buyer === undefined) return {};
  const places = Object.entries(queueTokens).map(([id, token]) => [`queue-token:${buyer.name}:${id}`, token] as const);
  return { session: sessionOf(buyer), ...Object.fromEntries(places) };
};

export const storageState = (
  origin: string,
  keeping: Keeping,
): Exclude<BrowserContextOptions["storageState"], string | undefined> => ({
  cookies: [],
  origins: [
    {
      origin,
      localStorage: Object.entries(entries(keeping)).map(([name, value]) => ({
        name: `encore-1:${name}`,
        value: JSON.stringify(value),
      })),
    },
  ],
});

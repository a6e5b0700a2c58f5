/**
 * What a cache at the edge keeps, under which key and for how long: CloudFront's rules for the policies of
 * lib/edge/api-behaviours.ts. Pure.
 *
 * - A minimum TTL holds whatever a response says, `no-store` too (AWS, "CachePolicyConfig").
 * - It does not hold for failures. These are kept for as long as the error caching minimum TTL says, which the
 *   distribution sets to 0, or as a header says, and ours are all `no-store` ("Control how long CloudFront caches errors").
 * - Requests for one key that come while one is under way wait for it. With a minimum TTL of 0, each goes on by itself if
 *   the response must not be kept ("Simultaneous requests for the same object").
 */
import { type EdgeCache, edgeBehaviour } from "#lib/edge/edge-behaviours.ts";

export interface EdgeRequest {
  readonly method: string;
  /** Path and query string, as sent. */
  readonly target: string;
}

export interface KeptResponse {
  readonly status: number;
  readonly cacheControl: string;
}

export interface CacheRules {
  /** Undefined for a request that is passed on. */
  readonly cacheOf: (request: EdgeRequest) => EdgeCache | undefined;
  readonly keyOf: (cache: EdgeCache, target: string) => string;
  /** Whole seconds; 0 for a response that is not kept. */
  readonly keptSeconds: (cache: EdgeCache, response: KeptResponse) => number;
  /** Whether the requests that waited get a response that is not kept. */
  readonly sharesUnkept: (cache: EdgeCache) => boolean;
}

const MINIMUM_SECONDS = { queue: 1, public: 0 } as const satisfies Record<EdgeCache, number>;
const FAILURE_STATUS_MIN = 400;
const PUBLIC_PARAMETERS = ["limit", "cursor"];

const split = (target: string): readonly [path: string, query: string] => {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
};

export const pathOf = (target: string): string => split(target)[0];

/** Like RFC 9111, 5.2.2: `s-maxage` is for shared caches and comes before `max-age`. */
const saidSeconds = (cacheControl: string): number => {
  if (/\b(no-store|no-cache|private)\b/i.test(cacheControl)) return 0;
  const said = /\bs-maxage=(\d+)/i.exec(cacheControl) ?? /\bmax-age=(\d+)/i.exec(cacheControl);
  return Number(said?.[1] ?? 0);
};

export const CLOUDFRONT_RULES: CacheRules = {
  cacheOf: ({ method, target }) => (method === "GET" ? edgeBehaviour(pathOf(target))?.cache : undefined),
  keyOf: (cache, target) => {
    const [path, query] = split(target);
    if (cache === "queue") return path;
    const parameters = new URLSearchParams(query);
    return JSON.stringify([path, ...PUBLIC_PARAMETERS.map((name) => parameters.getAll(name))]);
  },
  keptSeconds: (cache, { status, cacheControl }) =>
    status >= FAILURE_STATUS_MIN ? 0 : Math.max(MINIMUM_SECONDS[cache], saidSeconds(cacheControl)),
  sharesUnkept: (cache) => MINIMUM_SECONDS[cache] > 0,
};

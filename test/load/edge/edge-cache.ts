import type { HttpResponse } from "#local/http/api-response.ts";
import { type CacheRules, CLOUDFRONT_RULES, type EdgeRequest } from "#test/load/edge/cache-rules.ts";

/** `hit`: from the cache, or from a request that was under way. `miss`: kept from now on, if it may be. */
export type EdgeOutcome = "hit" | "miss" | "passed";

export interface EdgeResponse {
  readonly outcome: EdgeOutcome;
  readonly response: HttpResponse;
}

interface Kept {
  readonly response: HttpResponse;
  readonly untilMs: number;
}

interface EdgeCacheOptions {
  readonly rules?: CacheRules;
  readonly nowMs?: () => number;
}

/** A crowd asks for a few things. Beyond that the oldest go. */
const KEPT_MAX = 10_000;

const cacheControlOf = ({ headers }: HttpResponse): string => String(headers["cache-control"] ?? "");

/** The cache of one location of the edge. */
export class EdgeLocation {
  readonly #rules: CacheRules;
  readonly #nowMs: () => number;
  readonly #kept = new Map<string, Kept>();
  readonly #underWay = new Map<string, Promise<HttpResponse>>();

  constructor({ rules = CLOUDFRONT_RULES, nowMs = () => performance.now() }: EdgeCacheOptions = {}) {
    this.#rules = rules;
    this.#nowMs = nowMs;
  }

  /**
   * Responds from the cache, or asks the origin.
   * @param ask asks the origin for what this caller wants
   * @throws what `ask` throws
   */
  async respond(request: EdgeRequest, ask: () => Promise<HttpResponse>): Promise<EdgeResponse> {
    const cache = this.#rules.cacheOf(request);
    if (cache === undefined) return { outcome: "passed", response: await ask() };
    const key = this.#rules.keyOf(cache, request.target);
    const kept = this.#fresh(key);
    if (kept !== undefined) return { outcome: "hit", response: kept };

    const ahead = this.#underWay.get(key);
    if (ahead !== undefined) {
      const response = await ahead.catch(() => undefined);
      const isShared = response !== undefined && (this.#keeps(cache, response) || this.#rules.sharesUnkept(cache));
      return isShared ? { outcome: "hit", response } : { outcome: "miss", response: await ask() };
    }
    const asked = ask();
    this.#underWay.set(key, asked);
    try {
      const response = await asked;
      this.#keep(key, this.#seconds(cache, response), response);
      return { outcome: "miss", response };
    } finally {
      this.#underWay.delete(key);
    }
  }

  #seconds(cache: Parameters<CacheRules["keptSeconds"]>[0], response: HttpResponse): number {
    return this.#rules.keptSeconds(cache, { status: response.status, cacheControl: cacheControlOf(response) });
  }

  #keeps(cache: Parameters<CacheRules["keptSeconds"]>[0], response: HttpResponse): boolean {
    return this.#seconds(cache, response) > 0;
  }

  #fresh(key: string): HttpResponse | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    if (this.#nowMs() < kept.untilMs) return kept.response;
    this.#kept.delete(key);
    return undefined;
  }

  #keep(key: string, seconds: number, response: HttpResponse): void {
    if (seconds === 0) return;
    this.#kept.set(key, { response, untilMs: this.#nowMs() + seconds * 1000 });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
  }
}

import type { Fetcher } from "aws-jwt-verify/https";

const TIMEOUT_MS = 3000;

/**
 * Fetches key sets for aws-jwt-verify. Its own fetcher speaks HTTPS only; a development issuer speaks HTTP,
 * and one way for both keeps functions free of branches.
 */
export const httpFetcher: Fetcher = {
  fetch: async (uri) => {
    const response = await fetch(uri, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${uri} answered ${response.status}.`);
    return response.arrayBuffer();
  },
};

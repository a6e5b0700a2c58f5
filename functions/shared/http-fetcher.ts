import type { Fetcher } from "aws-jwt-verify/https";

const TIMEOUT_MS = 3000;

/**
 * Fetches key sets for aws-jwt-verify, whose own fetcher allows HTTPS only. A development issuer speaks HTTP; one
 * fetcher for both keeps functions free of a branch for development.
 */
export const httpFetcher: Fetcher = {
  fetch: async (uri) => {
    const response = await fetch(uri, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${uri} responded with status ${response.status}.`);
    return response.arrayBuffer();
  },
};

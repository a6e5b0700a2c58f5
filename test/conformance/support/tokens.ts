import { tokenBatch } from "#cli/token-batch.ts";
import type { TokenRequestOptions } from "#local/identity/access-token.ts";
import { tokenCommand } from "#test/conformance/support/target.ts";

/**
 * Makes user tokens for the requests, in their order; null where the token command can't make one.
 * @throws Error if the command fails or writes another number of lines
 */
export const mint = (requests: readonly TokenRequestOptions[]): Promise<readonly (string | null)[]> =>
  tokenBatch(tokenCommand, requests);

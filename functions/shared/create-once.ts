import { REPLAYED } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { type Part, transact } from "#functions/shared/transaction.ts";

/** What a request has created, and the fingerprint of that request. */
export interface Creation<T> {
  readonly created: T;
  readonly request: string;
}

/**
 * Creates something whose id follows from the request's idempotency key, or returns what the same request created
 * before.
 * @param findEarlier reads what stands where the new thing would be
 * @returns the thing, and the headers that mark a replay
 * @throws Problem REQUEST_IN_PROGRESS, or IDEMPOTENCY_KEY_REUSED if the key came with another request before
 */
export const createOnce = async <T>(
  { created, request }: Creation<T>,
  parts: readonly Part[],
  findEarlier: () => Promise<Creation<T> | undefined>,
): Promise<{ readonly created: T; readonly headers: Readonly<Record<string, string>> }> => {
  const outcome = await transact(parts);
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "committed") return { created, headers: {} };
  const earlier = await findEarlier();
  if (earlier?.request !== request) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { created: earlier.created, headers: REPLAYED };
};

import { REPLAYED } from "#functions/shared/idempotency.ts";
import { Problem } from "#functions/shared/problem.ts";
import { type Outcome, type Part, transact } from "#functions/shared/transaction.ts";

/** Something that a request has created, and the fingerprint of that request. */
export interface Creation<T> {
  readonly created: T;
  readonly request: string;
}

type Refused = Extract<Outcome, { readonly kind: "refused" }>;

/**
 * Creates something whose id is derived from the request's idempotency key, or returns what the same request created
 * before.
 * @param parts the writes; one of them puts the new item on condition that there is none
 * @param findEarlier reads the item that is there instead
 * @param refusalOf the problem behind a refused part, where a part may be refused for another reason than that item
 * @returns the thing, and the headers that mark a replay
 * @throws Problem REQUEST_IN_PROGRESS; IDEMPOTENCY_KEY_REUSED if the key came with another request before; or the
 * problem of `refusalOf`
 */
export const createOnce = async <T>(
  { created, request }: Creation<T>,
  parts: readonly Part[],
  findEarlier: () => Promise<Creation<T> | undefined>,
  refusalOf: (found: Refused["found"]) => Problem | undefined = () => undefined,
): Promise<{ readonly created: T; readonly headers: Readonly<Record<string, string>> }> => {
  const outcome = await transact(parts);
  if (outcome.kind === "contended") throw new Problem("REQUEST_IN_PROGRESS");
  if (outcome.kind === "committed") return { created, headers: {} };
  const refusal = refusalOf(outcome.found);
  if (refusal) throw refusal;

  const earlier = await findEarlier();
  // Deleted between the write and the read: a repeat will create it.
  if (earlier === undefined) throw new Problem("REQUEST_IN_PROGRESS");
  if (earlier.request !== request) throw new Problem("IDEMPOTENCY_KEY_REUSED");
  return { created: earlier.created, headers: REPLAYED };
};

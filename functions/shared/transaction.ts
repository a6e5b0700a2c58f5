import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamo, type Item } from "#functions/shared/dynamodb.ts";
import { pause } from "#functions/shared/time-limit.ts";

type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One write of a transaction, with a name by which a refusal says which write it was. */
export interface Part {
  readonly name: string;
  readonly item: TransactItem;
}

/** What became of a transaction. */
export type Outcome =
  | { readonly kind: "committed" }
  /**
   * The parts whose conditions did not hold, by name, each with the item that was found (undefined: there is no item).
   */
  | { readonly kind: "refused"; readonly found: ReadonlyMap<string, Item | undefined> }
  /** Other transactions wrote the same items during every try. Nothing was written. */
  | { readonly kind: "contended" };

const TRIES_MAX = 6;
const FIRST_DELAY_MS = 20;
const DELAY_MS_MAX = 1500;

/**
 * Waits before another try: full jitter on an exponential delay (M. Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015).
 * @param attempt tries made so far, from 1
 */
export const backOff = (attempt: number): Promise<void> =>
  pause(Math.random() * Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** attempt));

/** A refused part returns the item that was found, unless it says otherwise. */
const withOldValues = (item: TransactItem): TransactItem =>
  Object.fromEntries(
    Object.entries(item).map(([kind, write]) => [
      kind,
      { ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const, ...write },
    ]),
  );

const refusals = (error: TransactionCanceledException, parts: readonly Part[]): Map<string, Item | undefined> => {
  const found = new Map<string, Item | undefined>();
  for (const [index, reason] of (error.CancellationReasons ?? []).entries()) {
    const part = parts[index];
    if (part && reason.Code === "ConditionalCheckFailed") {
      found.set(part.name, reason.Item && unmarshall(reason.Item));
    }
  }
  return found;
};

const isConflict = (error: TransactionCanceledException): boolean =>
  (error.CancellationReasons ?? []).every(
    (reason) => reason.Code === undefined || reason.Code === "None" || reason.Code === "TransactionConflict",
  );

/**
 * Writes all parts or none. After a conflict with another transaction it tries again, at most `triesMax` times; a
 * caller that reads again before each try asks for one try only.
 * @throws what the SDK throws when DynamoDB is throttled or out of reach (see `isTransient`)
 */
export const transact = async (
  parts: readonly Part[],
  { triesMax }: { readonly triesMax: number } = { triesMax: TRIES_MAX },
): Promise<Outcome> => {
  for (let attempt = 1; attempt <= triesMax; attempt += 1) {
    try {
      await dynamo.send(new TransactWriteCommand({ TransactItems: parts.map((part) => withOldValues(part.item)) }));
      return { kind: "committed" };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const found = refusals(error, parts);
      if (found.size > 0) return { kind: "refused", found };
      if (!isConflict(error)) throw error;
    }
    if (attempt < triesMax) await backOff(attempt);
  }
  return { kind: "contended" };
};

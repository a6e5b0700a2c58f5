import type { Outcome } from "#local/lambda/messages.ts";

/** Which records of a batch failed: none, all, or those named. */
export type BatchFailures = "none" | "all" | ReadonlySet<string>;

const identifierOf = (failure: unknown): unknown =>
  typeof failure === "object" && failure !== null && "itemIdentifier" in failure ? failure.itemIdentifier : undefined;

/**
 * Reads a function's answer to a batch as Lambda does. With ReportBatchItemFailures, an answer without a list or
 * with an empty one is a success of all; one that names a record which is not in the batch fails the whole batch.
 */
export const forEachLimit = (outcome: Outcome, batch: ReadonlySet<string>, reportsFailures: boolean): BatchFailures => {
  if (outcome.kind !== "result") return "all";
  if (!reportsFailures) return "none";
  const { payload } = outcome;
  if (payload === null || payload === undefined) return "none";
  if (typeof payload !== "object") return "all";
  const listed = "batchItemFailures" in payload ? payload.batchItemFailures : null;
  if (listed === null) return "none";
  if (!Array.isArray(listed)) return "all";
  const named = listed.map(identifierOf);
  if (!named.every((id): id is string => typeof id === "string" && batch.has(id))) return "all";
  return named.length === 0 ? "none" : new Set(named);
};

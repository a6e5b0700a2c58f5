import type { Outcome } from "#local/lambda/messages.ts";

/** The records of a batch that failed: none, all, or the named ones. */
export type BatchFailures = "none" | "all" | ReadonlySet<string>;

const identifierOf = (failure: unknown): unknown =>
  typeof failure === "object" && failure !== null && "itemIdentifier" in failure ? failure.itemIdentifier : undefined;

/**
 * Reads a function's result for a batch as Lambda does. With ReportBatchItemFailures, a result with no list or an empty
 * one means that all succeeded; a list that names a record outside the batch fails the whole batch.
 */
export const failuresOf = (outcome: Outcome, batch: ReadonlySet<string>, reportsFailures: boolean): BatchFailures => {
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

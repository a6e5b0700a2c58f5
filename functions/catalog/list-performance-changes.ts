import { findPerformanceDate } from "#functions/catalog/catalog-store.ts";
import * as history from "#functions/catalog/performance-history-store.ts";
import type { PerformanceChangeRecord } from "#functions/catalog/rules/performance-change-record.ts";
import type { Page } from "#functions/shared/dynamodb.ts";
import { Problem } from "#functions/shared/problem.ts";

/**
 * A page of what operators have done to a performance, the last first.
 * @throws Problem PERFORMANCE_NOT_FOUND
 */
export const listPerformanceChanges = async (
  performanceId: string,
  page: { readonly limit: number; readonly after: Pick<PerformanceChangeRecord, "at" | "changeId"> | undefined },
): Promise<Page<PerformanceChangeRecord>> => {
  const changes = await history.listPerformanceChanges(performanceId, page);
  if (changes.items.length === 0 && (await findPerformanceDate(performanceId)) === undefined) {
    throw new Problem("PERFORMANCE_NOT_FOUND");
  }
  return changes;
};

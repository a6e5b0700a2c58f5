/** The use case of changing a performance that may be on sale. */
import type * as z from "zod/mini";
import type { PerformanceChangeSchema } from "#contract/performance-control.ts";
import { changeDate, readConcert, readDate } from "#functions/catalog/catalog-store.ts";
import { recordPerformanceChange } from "#functions/catalog/performance-history-store.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import { changedPerformance, differences } from "#functions/catalog/rules/performance-change.ts";
import { calledOff } from "#functions/catalog/rules/sale-phase.ts";
import { findSections } from "#functions/charts/chart-store.ts";
import { freshId } from "#functions/shared/ids.ts";
import { Problem } from "#functions/shared/problem.ts";
import { AGAIN, retryOnConflict } from "#functions/shared/retry-on-conflict.ts";
import type { Clock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/** A performance that somebody else changes meanwhile is read again. */
const TRIES_MAX = 3;

/**
 * Changes a performance under both of its keys, with the record of it. A change that makes no difference is not recorded.
 * @returns the performance after the change
 * @throws Problem PERFORMANCE_NOT_FOUND, PERFORMANCE_CALLED_OFF, VALIDATION_FAILED, or REQUEST_IN_PROGRESS if others
 * keep changing it
 */
export const changePerformance = (
  request: {
    readonly performanceId: string;
    readonly operatorId: string;
    readonly change: z.infer<typeof PerformanceChangeSchema>;
  },
  clock: Clock,
): Promise<Performance> => {
  const { performanceId, operatorId: by, change } = request;
  return retryOnConflict(TRIES_MAX, async () => {
    const before = await readWhole(performanceId);
    const refusal = calledOff(before);
    if (refusal) throw refusal;
    const concert = await readConcert(before.concertId);
    if (concert === undefined) throw new Error(`There is no concert ${before.concertId}.`);
    const after = changedPerformance(before, change, concert.timeZone);
    const changes = differences(before, after);
    if (changes.length === 0) return before;
    const { reason } = change;
    const record = { changeId: freshId("chg"), kind: "CHANGED", at: clock(), by, reason, changes } as const;
    const outcome = await transact([...changeDate(before, after), recordPerformanceChange(performanceId, record)]);
    return outcome.kind === "committed" ? after : AGAIN;
  });
};

/** @throws Problem PERFORMANCE_NOT_FOUND */
const readWhole = async (performanceId: string): Promise<Performance> => {
  const date = await readDate(performanceId);
  const sections = date && (await findSections(date.chartId));
  if (date === undefined || sections === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  return { ...date, sections };
};

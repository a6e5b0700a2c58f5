/** The use case of calling a performance off: it is marked at once, and what follows is done step by step. */
import { sendCallOffStep } from "#functions/call-offs/call-off-messages.ts";
import { newCallOff, readCallOff } from "#functions/call-offs/call-off-store.ts";
import type { CallOff } from "#functions/call-offs/rules/call-off.ts";
import { findPerformance, markCalledOff } from "#functions/catalog/catalog-store.ts";
import { recordPerformanceChange } from "#functions/catalog/performance-history-store.ts";
import { derivedId } from "#functions/shared/ids.ts";
import { log } from "#functions/shared/log.ts";
import { Problem } from "#functions/shared/problem.ts";
import type { Seconds } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";

/**
 * Calls a performance off, once: a repeat finds it called off. Nobody is refunded here; the first message begins that,
 * and if it can't be sent, the sweep of call-offs does (M6).
 * @throws Problem PERFORMANCE_NOT_FOUND or REQUEST_IN_PROGRESS
 */
export const callOffPerformance = async (
  request: { readonly performanceId: string; readonly operatorId: string; readonly reason: string },
  now: Seconds,
  sendFirst = sendCallOffStep,
): Promise<CallOff> => {
  const { performanceId, operatorId: by, reason } = request;
  const performance = await findPerformance(performanceId);
  if (performance === undefined) throw new Problem("PERFORMANCE_NOT_FOUND");
  const { concertId, sections } = performance;
  const callOff: CallOff = {
    performanceId,
    concertId,
    at: now,
    by,
    reason,
    sectionIds: sections.map(({ sectionId }) => sectionId),
  };
  const record = {
    changeId: derivedId("chg", "call-off", performanceId),
    kind: "CALLED_OFF",
    at: now,
    by,
    reason,
  } as const;
  const outcome = await transact([
    ...markCalledOff(performance, now),
    ...newCallOff(callOff),
    recordPerformanceChange(performanceId, record),
  ]);
  if (outcome.kind !== "committed") return earlierCallOff(performanceId);
  await sendFirst({ performanceId }).catch((error: unknown) => log.error("call-off left to the sweep", error));
  return callOff;
};

const earlierCallOff = async (performanceId: string): Promise<CallOff> => {
  const earlier = await readCallOff(performanceId);
  if (earlier === undefined) throw new Problem("REQUEST_IN_PROGRESS");
  return earlier;
};

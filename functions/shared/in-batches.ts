import { log } from "#functions/shared/log.ts";

/** Entries per call, a limit of both SendMessageBatch and PutEvents. */
const BATCH_MAX = 10;

/**
 * Sends items in batches of ten, one batch after the other. A failed batch does not stop those after it.
 * @param send sends one batch and returns the indexes of its refused entries; if it throws, the whole batch has failed
 * @returns the items that were not sent
 */
export const sendInBatches = async <T>(
  items: readonly T[],
  send: (batch: readonly T[]) => Promise<readonly number[]>,
): Promise<readonly T[]> => {
  const failed: T[] = [];
  for (let start = 0; start < items.length; start += BATCH_MAX) {
    const batch = items.slice(start, start + BATCH_MAX);
    try {
      const refused = new Set(await send(batch));
      failed.push(...batch.filter((_, index) => refused.has(index)));
    } catch (error) {
      log.error("batch not sent", error);
      failed.push(...batch);
    }
  }
  return failed;
};

import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";

/** Entries per call, a limit of both SendMessageBatch and PutEvents. */
const BATCH_MAX = 10;
const PARALLEL = 10;

/**
 * Sends items in batches of ten, several batches side by side. A failed batch does not stop the others.
 * @param send sends one batch and returns the indexes of its refused entries; if it throws, the whole batch has failed
 * @returns the items that were not sent
 */
export const sendInBatches = async <T>(
  items: readonly T[],
  send: (batch: readonly T[]) => Promise<readonly number[]>,
): Promise<readonly T[]> => {
  const batches = Array.from({ length: Math.ceil(items.length / BATCH_MAX) }, (_, index) =>
    items.slice(index * BATCH_MAX, (index + 1) * BATCH_MAX),
  );
  const failed = new Map<readonly T[], readonly T[]>();
  await forEachLimit(
    batches,
    PARALLEL,
    async (batch) => {
      const refused = new Set(await send(batch));
      failed.set(
        batch,
        batch.filter((_, index) => refused.has(index)),
      );
    },
    (error, batch) => {
      log.error("batch not sent", error);
      failed.set(batch, batch);
    },
  );
  return batches.flatMap((batch) => failed.get(batch) ?? []);
};

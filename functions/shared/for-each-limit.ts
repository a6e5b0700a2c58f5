import { log } from "#functions/shared/log.ts";

const logFailure = (error: unknown): void => log.error("item failed", error);

/**
 * Calls `act` on every item, on at most `parallel` of them at a time, and starts them in their order. An item that
 * fails keeps no other from its turn.
 * @param onFailure gets each error with its item; if absent, the error is logged. If it throws, the whole call rejects.
 * @returns the items on which `act` failed
 */
export const forEachLimit = async <T>(
  items: readonly T[],
  parallel: number,
  act: (item: T) => Promise<unknown>,
  onFailure: (error: unknown, item: T) => void = logFailure,
): Promise<readonly T[]> => {
  const failed: T[] = [];
  // One iterator for all workers: each takes the next item that nobody has taken.
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      try {
        await act(item);
      } catch (error) {
        onFailure(error, item);
        failed.push(item);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
  return failed;
};

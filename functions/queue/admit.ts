import { listOpenConcerts } from "#functions/catalog/catalog-store.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { readInventory, recountExpired } from "#functions/seats/inventory.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { monotonicMs, msUntilTick, systemClock, wait } from "#functions/shared/time.ts";

/** The schedule starts the function every minute; it ticks through its minute and ends before the next one begins. */
const MINUTE_MS = 60_000;
const PARALLEL_QUEUES = 10;

/**
 * Ticks all queues through one minute. What fails is logged, and left to the next tick.
 * @param remainingMs how long the function may still run
 */
export const admit = async (options: TickOptions, remainingMs: () => number): Promise<void> => {
  const tickMs = Math.max(1, options.tickSeconds) * 1000;
  const startedMs = monotonicMs();
  const firstMs = startedMs + msUntilTick(tickMs);
  const ticks = Math.max(1, Math.floor(MINUTE_MS / tickMs));
  for (let done = 0; done < ticks; done += 1) {
    await wait(Math.max(0, firstMs + done * tickMs - monotonicMs()));
    if (monotonicMs() - startedMs >= MINUTE_MS) return;
    if (remainingMs() < tickMs) return;
    await tickAllQueues(options).catch((error: unknown) => log.error("ticks failed", error));
  }
};

const tickAllQueues = async (options: TickOptions): Promise<void> => {
  const concertIds = await listOpenConcerts(systemClock());
  await forEachLimit(concertIds, PARALLEL_QUEUES, (concertId) =>
    // A queue in trouble must not keep the others waiting; the next tick tries it again.
    tickQueue(concertId, options).catch((error: unknown) => log.error("tick failed", error, { concertId })),
  );
};

const tickQueue = async (concertId: string, options: TickOptions): Promise<void> => {
  const { admitted, active } = await tick(concertId, readInventory, systemClock, options);
  if (admitted > 0) log.info("admitted", { concertId, admitted, active });
  await recountExpired(concertId, systemClock());
};

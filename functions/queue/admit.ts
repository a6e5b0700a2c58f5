import { listOpenConcerts } from "#functions/catalog/catalog-store.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { readInventory, recountExpired } from "#functions/seats/inventory.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { writeSeconds } from "#functions/shared/metric.ts";
import { SECONDS_SINCE_DECISION } from "#functions/shared/metric-names.ts";
import { monotonicMs, msUntilTick, type Seconds, systemClock, waitUntil } from "#functions/shared/time.ts";

/** The schedule starts the function every minute; it ticks through its minute and ends before the next one begins. */
const MINUTE_MS = 60_000;
const PARALLEL_QUEUES = 10;

export interface AdmitRun {
  readonly functionName: string;
  /** How long the function may still run. */
  readonly remainingMs: () => number;
}

/**
 * By concert: when the last decision that this function knows of was stored. A sale that it could never read counts from
 * its first failure. Kept from one minute to the next.
 */
const decidedAt = new Map<string, Seconds>();

/**
 * Ticks all queues through one minute. What fails is logged and left to the next tick, so that a queue in trouble keeps
 * no other waiting.
 * @throws AggregateError at the end of the minute if any tick failed, with the ids of the concerts
 */
export const admit = async (options: TickOptions, { functionName, remainingMs }: AdmitRun): Promise<void> => {
  const failed = new Map<string, unknown>();
  await forEachTick(options.tickSeconds, remainingMs, () =>
    tickAllQueues(options, failed).catch((error: unknown) => {
      log.error("ticks failed", error);
      failed.set("all concerts", error);
    }),
  );
  const now = systemClock();
  const longest = Math.max(0, ...Array.from(decidedAt.values(), (at) => now - at));
  writeSeconds(SECONDS_SINCE_DECISION, longest, functionName);
  if (failed.size > 0) throw new AggregateError(failed.values(), `Ticks failed: ${[...failed.keys()].join(", ")}.`);
};

const forEachTick = async (
  tickSeconds: number,
  remainingMs: () => number,
  tickAll: () => Promise<void>,
): Promise<void> => {
  const tickMs = Math.max(1, tickSeconds) * 1000;
  const startedMs = monotonicMs();
  const firstMs = startedMs + msUntilTick(tickMs);
  const ticks = Math.max(1, Math.floor(MINUTE_MS / tickMs));
  for (let done = 0; done < ticks; done += 1) {
    await waitUntil(firstMs + done * tickMs);
    if (monotonicMs() - startedMs >= MINUTE_MS) return;
    if (remainingMs() < tickMs) return;
    await tickAll();
  }
};

const tickAllQueues = async (options: TickOptions, failed: Map<string, unknown>): Promise<void> => {
  const concertIds = await listOpenConcerts(systemClock());
  for (const concertId of decidedAt.keys()) if (!concertIds.includes(concertId)) decidedAt.delete(concertId);
  await forEachLimit(
    concertIds,
    PARALLEL_QUEUES,
    (concertId) => tickQueue(concertId, options),
    (error, concertId) => {
      log.error("tick failed", error, { concertId });
      failed.set(concertId, error);
      decidedAt.set(concertId, decidedAt.get(concertId) ?? systemClock());
    },
  );
};

const tickQueue = async (concertId: string, options: TickOptions): Promise<void> => {
  const result = await tick(concertId, readInventory, systemClock, options);
  if (result.decidedAt === undefined) decidedAt.delete(concertId);
  else decidedAt.set(concertId, result.decidedAt);
  const { admitted, active } = result;
  if (admitted > 0) log.info("admitted", { concertId, admitted, active });
  await recountExpired(concertId, systemClock());
};

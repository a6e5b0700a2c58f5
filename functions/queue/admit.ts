import { listOpenConcerts } from "#functions/catalog/catalog-store.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { readInventory, recountExpired } from "#functions/seats/inventory.ts";
import { forEachLimit } from "#functions/shared/for-each-limit.ts";
import { log } from "#functions/shared/log.ts";
import { writeMetrics } from "#functions/shared/metric.ts";
import { monotonicMs, msUntilTick, type Seconds, systemClock, waitUntil } from "#functions/shared/time.ts";

/** The schedule starts the function every minute; it ticks through its minute and ends before the next one begins. */
const MINUTE_MS = 60_000;
const PARALLEL_QUEUES = 10;

/**
 * By concert: when the last decision that this function knows of was stored. A sale that it could never read counts from
 * its first failure. Kept from one minute to the next.
 */
const decidedAt = new Map<string, Seconds>();

/** What the ticks of a minute have done. */
interface Minute {
  /** By concert, and by "all concerts" if none could be read. */
  readonly failed: Map<string, unknown>;
  /** Of each open sale, by concert: the people who are admitted and have not left. */
  readonly active: Map<string, number>;
  admitted: number;
}

/**
 * Ticks all queues through one minute. What fails is logged and left to the next tick, so that a queue in trouble keeps
 * no other waiting.
 * @param remainingMs how long the function may still run
 * @throws AggregateError at the end of the minute if any tick failed, with the ids of the concerts
 */
export const admit = async (options: TickOptions, remainingMs: () => number): Promise<void> => {
  const minute: Minute = { failed: new Map(), active: new Map(), admitted: 0 };
  await forEachTick(options.tickSeconds, remainingMs, () =>
    tickAllQueues(options, minute).catch((error: unknown) => {
      log.error("ticks failed", error);
      minute.failed.set("all concerts", error);
    }),
  );
  const now = systemClock();
  writeMetrics({
    SecondsSinceDecision: Math.max(0, ...Array.from(decidedAt.values(), (at) => now - at)),
    Admitted: minute.admitted,
    ActivePasses: Array.from(minute.active.values()).reduce((sum, active) => sum + active, 0),
  });
  const { failed } = minute;
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

const tickAllQueues = async (options: TickOptions, minute: Minute): Promise<void> => {
  const concertIds = await listOpenConcerts(systemClock());
  for (const concertId of decidedAt.keys()) if (!concertIds.includes(concertId)) decidedAt.delete(concertId);
  await forEachLimit(
    concertIds,
    PARALLEL_QUEUES,
    (concertId) => tickQueue(concertId, options, minute),
    (error, concertId) => {
      log.error("tick failed", error, { concertId });
      minute.failed.set(concertId, error);
      decidedAt.set(concertId, decidedAt.get(concertId) ?? systemClock());
    },
  );
};

const tickQueue = async (concertId: string, options: TickOptions, minute: Minute): Promise<void> => {
  const result = await tick(concertId, readInventory, systemClock, options);
  if (result.decidedAt === undefined) decidedAt.delete(concertId);
  else decidedAt.set(concertId, result.decidedAt);
  const { admitted, active } = result;
  minute.admitted += admitted;
  minute.active.set(concertId, active);
  if (admitted > 0) log.info("admitted", { concertId, admitted, active });
  await recountExpired(concertId, systemClock());
};

import type { Context } from "aws-lambda";
import { listOpenConcerts } from "#functions/catalog/catalog-store.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { readInventory, recountExpired } from "#functions/seats/inventory.ts";
import { log } from "#functions/shared/log.ts";
import { setting } from "#functions/shared/settings.ts";
import { systemClock, wait } from "#functions/shared/time.ts";

const tickSeconds = setting("tickSeconds");
const options: TickOptions = {
  drawSettleSeconds: setting("drawSettleSeconds"),
  clockSkewSeconds: setting("clockSkewSeconds"),
  inventoryPercent: setting("inventoryPercent"),
};

/** The schedule calls every minute; the invocation ticks through its minute and ends before the next begins. */
const MINUTE_SECONDS = 60;
const PARALLEL_QUEUES = 10;

const tickAllQueues = async (): Promise<void> => {
  const waiting = (await listOpenConcerts(systemClock())).values();
  const worker = async (): Promise<void> => {
    for (const concertId of waiting) {
      try {
        const { admitted, active } = await tick(concertId, readInventory, systemClock(), options);
        if (admitted > 0) log.info("admitted", { concertId, admitted, active });
        await recountExpired(concertId, systemClock());
      } catch (error) {
        // One queue in trouble must not keep the others waiting; the next tick tries again.
        log.error("tick failed", error, { concertId });
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_QUEUES }, worker));
};

export const handler = async (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">): Promise<void> => {
  const startedMs = Date.now();
  const ticks = Math.max(1, Math.floor(MINUTE_SECONDS / Math.max(1, tickSeconds)));
  for (let done = 0; done < ticks; done += 1) {
    const dueMs = startedMs + done * tickSeconds * 1000;
    await wait(Math.max(0, dueMs - Date.now()));
    if (Date.now() - startedMs >= MINUTE_SECONDS * 1000) return;
    if (context.getRemainingTimeInMillis() < tickSeconds * 1000) return;
    await tickAllQueues().catch((error: unknown) => log.error("ticks failed", error));
  }
};

/** Stopping and resuming the admission of a concert, by the route that operators have. */
import { setTimeout as delay } from "node:timers/promises";
import { askService } from "#cli/verify/service.ts";
import type { CallResult } from "#client/call-types.ts";

export type QueueStats = CallResult<"readQueueStats">["body"];

/** A concert of a service, and the token of an operator. */
export interface Sale {
  readonly url: string;
  readonly concertId: string;
  readonly token: string;
}

export const readStats = async ({ url, concertId, token }: Sale): Promise<QueueStats> =>
  (await askService(url, (client, signal) => client.call("readQueueStats", { params: { concertId }, signal }), token))
    .body;

/** Has the next ticks admit nobody, or somebody again. People who are inside stay inside. */
export const setPaused = async ({ url, concertId, token }: Sale, paused: boolean): Promise<QueueStats> =>
  (
    await askService(
      url,
      (client, signal) => client.call("changeQueue", { params: { concertId }, body: { paused }, signal }),
      token,
    )
  ).body;

const LOOK_MS = 5000;
/** Clocks differ, and the last shard is closed a tick later. */
const MARGIN_SECONDS = 60;

/**
 * Waits until nobody is inside any more. That takes as long as a turn and a pass at most.
 * @param show called with the stats each time they are read
 * @returns whether everybody has left
 */
export const untilEmpty = async (sale: Sale, show: (stats: QueueStats) => void, lookMs = LOOK_MS): Promise<boolean> => {
  let stats = await readStats(sale);
  const { claimSeconds, passSeconds } = stats.settings;
  const looks = Math.ceil(((claimSeconds + passSeconds + MARGIN_SECONDS) * 1000) / lookMs);
  for (let look = 0; look < looks && stats.active > 0; look += 1) {
    show(stats);
    await delay(lookMs);
    stats = await readStats(sale);
  }
  show(stats);
  return stats.active === 0;
};

/** The stats of a queue in a few lines. */
export const statsLines = (stats: QueueStats): readonly string[] => {
  const number = (value: number): string => value.toLocaleString("en-US");
  const { settings } = stats;
  return [
    `Concert ${stats.concertId}: ${stats.status}`,
    `  waiting    ${number(stats.waiting)}`,
    `  admitted   ${number(stats.admitted)}, ${number(stats.admittedPerMinute)} in the last minute`,
    `  inside     ${number(stats.claimed)}, and ${number(stats.active - stats.claimed)} who may still claim, of ${number(settings.maxActive)} at most`,
    `  seats      ${number(stats.seatsLeft)} left, ${number(stats.seatsHeld)} held; ${number(stats.buyers)} people hold or bought some`,
  ];
};

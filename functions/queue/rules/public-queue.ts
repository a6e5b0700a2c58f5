/** What everybody may know of a queue, and all that waiting is computed from (contract/waiting/). Pure. */
import type { PublicQueue } from "#contract/queue.ts";
import { watchSeconds } from "#contract/waiting/next-poll.ts";
import type { Flow } from "#contract/waiting/outlook.ts";
import { meanStaySeconds } from "#functions/queue/rules/mean-stay.ts";
import { isDrawn, lobbySizeOf, type QueueState, statusOf } from "#functions/queue/rules/queue-state.ts";
import { isoTime, type Seconds } from "#functions/shared/time.ts";

export interface PublicQueueOptions {
  readonly tickSeconds: number;
  /** How long after the opening the lobby is drawn. */
  readonly drawSettleSeconds: number;
}

/** Digits of a rate that mean anything. */
const DIGITS = 6;

/**
 * The part of the public queue that a wait is estimated from. People are admitted as others go: the number of people
 * inside over the time that an admission lasts (J. D. C. Little, "A Proof for the Queuing Formula L = λW", 1961), and no
 * faster than the pace.
 */
export const flowOf = (queue: QueueState, now: Seconds, tickSeconds: number): Flow => {
  const { lanes, stats, settings } = queue;
  const room = stats.at === 0 ? settings.maxActive : stats.room;
  const secondsATick = Math.max(1, tickSeconds);
  const flow = Math.max(1, stats.active + room) / meanStaySeconds(stats, settings);
  return {
    status: statusOf(queue, now),
    issued: lanes.GENERAL.issued,
    served: lanes.GENERAL.served,
    presale: settings.presale && {
      sharePercent: settings.presale.sharePercent,
      issued: lanes.PRESALE.issued,
      served: lanes.PRESALE.served,
    },
    admission: {
      tickSeconds: secondsATick,
      admitPerTick: settings.admitPerTick,
      claimSeconds: settings.claimSeconds,
      room,
      perSecond: Number(Math.min(settings.admitPerTick / secondsATick, flow).toPrecision(DIGITS)),
      vacant: (lanes.GENERAL.vacant ?? 0) + (lanes.PRESALE.vacant ?? 0),
    },
  };
};

/** The public state of a queue, the same for everybody. The seed of the draw is in it only once the lobby is drawn (Q7). */
export const publicQueueOf = (
  queue: QueueState,
  now: Seconds,
  { tickSeconds, drawSettleSeconds }: PublicQueueOptions,
): PublicQueue => {
  const { stats, settings } = queue;
  const isKnown = isDrawn(queue);
  const shown = {
    concertId: queue.concertId,
    ...flowOf(queue, now, tickSeconds),
    opensAt: isoTime(settings.opensAt),
    closesAt: isoTime(settings.closesAt),
    admittedPerMinute: stats.admittedPerMinute,
    seatsLeft: stats.at === 0 ? null : stats.seatsLeft,
    accessibleUnitsLeft: stats.at === 0 ? null : stats.accessibleUnitsLeft,
    soldOut: [...stats.soldOutCategories],
    demand: { seatsHeld: stats.seatsHeld, undecided: stats.undecided, seatsPerPerson: stats.seatsPerPerson },
    draw: {
      at: isoTime(settings.opensAt + drawSettleSeconds),
      commitment: queue.commitment,
      seed: (isKnown ? queue.seed : undefined) ?? null,
      lobbySize: lobbySizeOf(queue, "GENERAL") ?? null,
      presaleLobbySize: (settings.presale && lobbySizeOf(queue, "PRESALE")) ?? null,
    },
    serverTime: isoTime(now),
  };
  return { ...shown, nextPollSeconds: watchSeconds(shown) };
};

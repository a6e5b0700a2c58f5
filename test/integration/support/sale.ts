/** Makes concerts, people with passes, and holds straight through the stores. Import after startTestEnvironment(). */

import { randomUUID } from "node:crypto";
import type { PriceList } from "#contract/prices.ts";
import type { RefundRule } from "#contract/refund-rules.ts";
import { newConcert, newPerformance } from "#functions/catalog/catalog-store.ts";
import type { Concert } from "#functions/catalog/rules/concert.ts";
import { categoriesOf } from "#functions/catalog/rules/new-performance.ts";
import type { OrphanRule, Performance } from "#functions/catalog/rules/performance.ts";
import { priceListOf } from "#functions/catalog/rules/prices.ts";
import { publishPrivateChart } from "#functions/charts/publish-private-chart.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { readPlaceStatus } from "#functions/queue/place-status.ts";
import { numberArrival } from "#functions/queue/place-store.ts";
import { newQueue, readQueue, takeArrivals } from "#functions/queue/queue-store.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { emptyQueue, type LaneName, type Place, type QueueState } from "#functions/queue/rules/queue-state.ts";
import { type Held, type HoldInput, holdSeats } from "#functions/reservations/hold-seats.ts";
import type { CoolDown } from "#functions/reservations/rules/cool-down.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";
import { AMPLE } from "#test/support/queue-states.ts";
import { type PricedSection, section, withoutPrice } from "#test/support/sections.ts";

export { AMPLE };
export const TICK_OPTIONS: TickOptions = {
  tickSeconds: 1,
  drawSettleSeconds: 0,
  clockSkewSeconds: 2,
  inventoryPercent: 120,
  clockId: "test",
};

export { section };

export const createSale = async (
  options: {
    readonly settings?: Partial<QueueState["settings"]>;
    readonly sections?: readonly PricedSection[];
    readonly seatLimit?: number;
    readonly isDrawn?: boolean;
    readonly salesCloseAt?: number;
    readonly cancellableUntil?: number;
    readonly refundRule?: RefundRule;
    readonly startsAt?: number;
    readonly orphanRule?: OrphanRule;
    readonly accessibleUntil?: number;
    /** Those of the sections by default. */
    readonly prices?: PriceList;
    readonly bookingFee?: number;
    /** A minute by default. */
    readonly openedSecondsAgo?: number;
  } = {},
): Promise<{ readonly concertId: string; readonly performance: Performance }> => {
  const now = systemClock();
  const concertId = `con_${randomUUID()}`;
  const concert: Concert = {
    concertId,
    title: "Winter Nights",
    artist: "The Half Moons",
    venue: "Small Hall",
    timeZone: "Asia/Seoul",
    opensAt: now - (options.openedSecondsAgo ?? 60),
    closesAt: now + 3600,
  };
  const performanceId = `per_${randomUUID()}`;
  const forms = options.sections ?? [section()];
  const chart = await publishPrivateChart(performanceId, forms.map(withoutPrice), now);
  const performance: Performance = {
    performanceId,
    concertId,
    startsAt: options.startsAt ?? now + 7200,
    timeZone: concert.timeZone,
    salesOpenAt: concert.opensAt,
    salesCloseAt: options.salesCloseAt ?? now + 3600,
    cancellableUntil: options.cancellableUntil ?? now + 3600,
    refundRule: options.refundRule,
    seatLimit: options.seatLimit ?? 10,
    orphanRule: options.orphanRule ?? "OFF",
    accessibleUntil: options.accessibleUntil ?? now + 3600,
    ...chart,
    prices: options.prices ?? priceListOf(undefined, forms, categoriesOf(chart.sections)),
    bookingFee: options.bookingFee ?? 0,
    capacity: chart.sections.reduce((sum, { seats }) => sum + seats.length, 0),
  };
  await transact([
    ...newConcert(concert, "request"),
    ...newQueue(
      emptyQueue({
        concertId,
        settings: {
          maxActive: 1000,
          admitPerTick: 1000,
          claimSeconds: 60,
          passSeconds: 600,
          paused: false,
          opensAt: concert.opensAt,
          closesAt: concert.closesAt,
          presale: null,
          ...options.settings,
        },
        seed: "11".repeat(32),
        opensAtOnce: options.isDrawn !== false,
      }),
    ),
  ]);
  await transact(newPerformance(performance, "request"));
  return { concertId, performance };
};

export const queueOf = async (concertId: string): Promise<QueueState> => {
  const queue = await readQueue(concertId);
  if (queue === undefined) throw new Error("no queue");
  return queue;
};

/** The last number of the general lane that was admitted. */
export const servedOf = async (concertId: string): Promise<number> => (await queueOf(concertId)).lanes.GENERAL.served;

export const join = async (
  concertId: string,
  userIds: readonly string[],
  lane: LaneName = "GENERAL",
): Promise<void> => {
  const { first } = (await takeArrivals(concertId, lane, userIds.length)) ?? {};
  if (first === undefined) throw new Error("no queue");
  await Promise.all(
    userIds.map((userId, index) =>
      numberArrival({ concertId, userId, generation: 1, joinedAt: systemClock() }, first + index),
    ),
  );
};

/** By concert: when it was last ticked. */
const ticked = new Map<string, number>();

/** Ticks follow each other at the pace, though tests do not wait for it: each is a tick later than the one before. */
export const tickNow = (
  concertId: string,
  now = Math.max(systemClock(), (ticked.get(concertId) ?? 0) + TICK_OPTIONS.tickSeconds),
) => {
  ticked.set(concertId, now);
  return tick(
    concertId,
    () => Promise.resolve(AMPLE),
    () => now,
    TICK_OPTIONS,
  );
};

/** Claims for a user. @throws Error if the user is not admitted */
export const claim = async (concertId: string, userId: string, now = systemClock()): Promise<Place> => {
  const placeStatus = await readPlaceStatus(await queueOf(concertId), userId, undefined, now);
  if (placeStatus.kind !== "admitted") throw new Error(`${userId} is ${placeStatus.kind}`);
  return placeStatus.place;
};

const passOf = (place: Place): VerifiedQueueToken => ({
  concertId: place.concertId,
  userId: place.userId,
  generation: place.generation,
  status: "ADMITTED",
  issuedAt: place.joinedAt,
  joinedAt: place.joinedAt,
});

/** Joins, admits, and claims for some people. */
export const admit = async (
  concertId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, VerifiedQueueToken>> => {
  await join(concertId, userIds);
  await tickNow(concertId);
  const passes = new Map<string, VerifiedQueueToken>();
  for (let start = 0; start < userIds.length; start += 20) {
    const batch = userIds.slice(start, start + 20);
    await Promise.all(
      batch.map(async (userId) => {
        for (;;) {
          const placeStatus = await readPlaceStatus(await queueOf(concertId), userId, undefined, systemClock());
          if (placeStatus.kind === "admitted") return passes.set(userId, passOf(placeStatus.place));
          if (placeStatus.kind !== "waiting") throw new Error(`${userId} is ${placeStatus.kind}`);
        }
      }),
    );
  }
  return passes;
};

export const people = (count: number, prefix = "user"): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}-${randomUUID().slice(0, 8)}`);

/** Expired holds don't matter. */
export const NO_COOL_DOWN: CoolDown = { expiredHoldsMax: 0, expiredHoldsSeconds: 900, coolDownSeconds: 600 };

type HoldOfSeats = Pick<HoldInput, "performance" | "queueToken"> &
  Partial<
    Pick<HoldInput, "wish" | "priceTypes" | "idempotencyKey" | "holdSeconds" | "holdsPerPassMax" | "coolDown">
  > & {
    /** Instead of a wish. */
    readonly seatIds?: readonly string[];
  };

/** A hold with a key of its own, no limit of holds and no cool-down, unless the request says otherwise. */
export const holdNow = ({ seatIds = [], ...request }: HoldOfSeats): Promise<Held> =>
  holdSeats({
    wish: { seatIds, accessible: false },
    idempotencyKey: randomUUID(),
    holdSeconds: 300,
    holdsPerPassMax: 0,
    coolDown: NO_COOL_DOWN,
    ...request,
  });

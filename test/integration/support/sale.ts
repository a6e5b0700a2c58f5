/** Makes concerts, people with passes, and holds straight through the stores. Import after startTestEnvironment(). */
import { randomUUID } from "node:crypto";
import {
  type Concert,
  newConcert,
  newPerformance,
  type OrphanRule,
  type Performance,
} from "#functions/concerts/catalog-store.ts";
import { capacityOf, type Section } from "#functions/concerts/seat-layout.ts";
import { type TickOptions, tick } from "#functions/queue/admission-tick.ts";
import { emptyLine, type LaneName, type Line, type Place } from "#functions/queue/line.ts";
import { newLine, readLine, takeArrivals } from "#functions/queue/line-store.ts";
import { numberArrival } from "#functions/queue/place-store.ts";
import type { Pass } from "#functions/queue/queue-token.ts";
import { readStanding } from "#functions/queue/standing.ts";
import type { CoolDown } from "#functions/reservations/cool-down.ts";
import { type Held, type HoldRequest, holdSeats } from "#functions/reservations/seat-hold.ts";
import { systemClock } from "#functions/shared/time.ts";
import { transact } from "#functions/shared/transaction.ts";
import { AMPLE } from "#test/support/lines.ts";

export { AMPLE };
export const TICK_OPTIONS: TickOptions = { drawSettleSeconds: 0, clockSkewSeconds: 2, stockPercent: 120 };

export const section = (change: Partial<Section> = {}): Section => ({
  sectionId: "A",
  name: "Stalls",
  grade: "R",
  price: 1000,
  rows: [{ row: "1", from: 1, to: 50 }],
  ...change,
});

export const createSale = async (
  options: {
    readonly settings?: Partial<Line["settings"]>;
    readonly sections?: readonly Section[];
    readonly seatLimit?: number;
    readonly isDrawn?: boolean;
    readonly cancellableUntil?: number;
    readonly orphanRule?: OrphanRule;
    readonly accessibleUntil?: number;
  } = {},
): Promise<{ readonly concertId: string; readonly performance: Performance }> => {
  const now = systemClock();
  const concertId = `con_${randomUUID()}`;
  const concert: Concert = {
    concertId,
    title: "Winter Nights",
    artist: "The Half Moons",
    venue: "Small Hall",
    opensAt: now - 60,
    closesAt: now + 3600,
  };
  const sections = options.sections ?? [section()];
  const performance: Performance = {
    performanceId: `per_${randomUUID()}`,
    concertId,
    startsAt: now + 7200,
    salesOpenAt: now - 60,
    salesCloseAt: now + 3600,
    cancellableUntil: options.cancellableUntil ?? now + 3600,
    seatLimit: options.seatLimit ?? 10,
    orphanRule: options.orphanRule ?? "OFF",
    accessibleUntil: options.accessibleUntil ?? now + 3600,
    capacity: sections.reduce((sum, each) => sum + capacityOf(each), 0),
    sections,
  };
  await transact([
    newConcert(concert, "request"),
    newLine(
      emptyLine({
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

export const lineOf = async (concertId: string): Promise<Line> => {
  const line = await readLine(concertId);
  if (line === undefined) throw new Error("no line");
  return line;
};

/** The last number of the general lane that was admitted. */
export const servedOf = async (concertId: string): Promise<number> => (await lineOf(concertId)).lanes.GENERAL.served;

export const join = async (
  concertId: string,
  userIds: readonly string[],
  lane: LaneName = "GENERAL",
): Promise<void> => {
  const first = await takeArrivals(concertId, lane, userIds.length);
  if (first === undefined) throw new Error("no line");
  await Promise.all(
    userIds.map((userId, index) =>
      numberArrival({ concertId, userId, generation: 1, joinedAt: systemClock() }, first + index),
    ),
  );
};

export const tickNow = (concertId: string, now = systemClock()) =>
  tick(concertId, () => Promise.resolve(AMPLE), now, TICK_OPTIONS);

/** Takes a user's turn up. @throws Error if it has not come */
export const claim = async (concertId: string, userId: string, now = systemClock()): Promise<Place> => {
  const standing = await readStanding(await lineOf(concertId), userId, undefined, now);
  if (standing.kind !== "admitted") throw new Error(`${userId} is ${standing.kind}`);
  return standing.place;
};

const passOf = (place: Place): Pass => ({
  concertId: place.concertId,
  userId: place.userId,
  generation: place.generation,
  status: "ADMITTED",
  issuedAt: place.joinedAt,
});

/** People who have joined, been admitted, and taken their turns up. */
export const admit = async (concertId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Pass>> => {
  await join(concertId, userIds);
  await tickNow(concertId);
  const passes = new Map<string, Pass>();
  for (let start = 0; start < userIds.length; start += 20) {
    const batch = userIds.slice(start, start + 20);
    await Promise.all(
      batch.map(async (userId) => {
        for (;;) {
          const standing = await readStanding(await lineOf(concertId), userId, undefined, systemClock());
          if (standing.kind === "admitted") return passes.set(userId, passOf(standing.place));
          if (standing.kind !== "waiting") throw new Error(`${userId} is ${standing.kind}`);
        }
      }),
    );
  }
  return passes;
};

export const people = (count: number, prefix = "user"): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}-${randomUUID().slice(0, 8)}`);

/** Lapsed holds don't matter. */
export const NO_COOL_DOWN: CoolDown = { lapsedHoldsMax: 0, lapsedHoldsSeconds: 900, coolDownSeconds: 600 };

type HoldOfSeats = Pick<HoldRequest, "performance" | "pass"> &
  Partial<Pick<HoldRequest, "wish" | "idempotencyKey" | "holdSeconds" | "coolDown">> & {
    /** Instead of a wish. */
    readonly seatIds?: readonly string[];
  };

/** A hold with a key of its own and no cool-down, if nothing else is said. */
export const holdNow = ({ seatIds = [], ...request }: HoldOfSeats): Promise<Held> =>
  holdSeats({
    wish: { seatIds, accessible: false },
    idempotencyKey: randomUUID(),
    holdSeconds: 300,
    coolDown: NO_COOL_DOWN,
    ...request,
  });

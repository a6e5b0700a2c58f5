/** Plays each step of a sale once on the local engine, and counts its units and calls beside its budget. */
import { randomUUID } from "node:crypto";
import { hallSteps } from "#bench/budgets/hall-steps.ts";
import { type CountedStep, type CountStep, stepCounter } from "#bench/budgets/step-counter.ts";
import type { Performance } from "#functions/catalog/rules/performance.ts";

const LOOKERS = 500;
const WATCHERS = 10_000;
const SEATS = [1, 4, 10] as const;
const POINTS = { amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 } as const;

/** Call it once the environment of the tables is set. */
export const playSteps = async (progress: (what: string) => void): Promise<readonly CountedStep[]> => {
  const { count, counted } = await stepCounter(progress);
  const performance = await queueSteps(count);
  await buyingSteps(count);
  const { watchSections } = await import("#functions/seats/seat-store.ts");
  await count(`state of a section, ${LOOKERS} people`, { read: 0.5, write: 0 }, () =>
    Promise.all(Array.from({ length: LOOKERS }, () => watchSections(performance.performanceId, ["A"]))),
  );
  await hallSteps(count);
  return counted;
};

/** From joining to the claim. */
const queueSteps = async (count: CountStep): Promise<Performance> => {
  const { createSale, queueOf, tickNow } = await import("#test/integration/support/sale.ts");
  const { listConcerts, listOpenConcerts } = await import("#functions/catalog/catalog-store.ts");
  const { numberArrivals } = await import("#functions/queue/number-arrivals.ts");
  const { takeArrivals, watchQueue } = await import("#functions/queue/queue-store.ts");
  const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
  const { systemClock } = await import("#functions/shared/time.ts");

  const { concertId, performance } = await createSale({ settings: { maxActive: 20_000, admitPerTick: 10_000 } });
  const queue = await queueOf(concertId);
  const readPlace = (queue: Awaited<ReturnType<typeof queueOf>>) =>
    readPlaceStatus(queue, "mina", undefined, systemClock());
  await count(JOIN_STEPS[0], { read: 0.5, write: 0 }, () => readPlace(queue));
  const joined = { concertId, userId: "mina", lane: "GENERAL", generation: 1, joinedAt: systemClock() } as const;
  await count(JOIN_STEPS[1], { read: 0.5, write: 2 }, () => numberArrivals([{ messageId: "m", body: joined }]));
  await count(JOIN_STEPS[2], { read: 0.5, write: 0 }, () => readPlace(queue));
  await count(`waiting: the public queue, read by ${WATCHERS.toLocaleString("en")} people`, { read: 1, write: 0 }, () =>
    Promise.all(Array.from({ length: WATCHERS }, () => watchQueue(concertId))),
  );
  await takeArrivals(concertId, "GENERAL", 9999);
  await count("admitting 10,000: the transaction, and the tick's reads", { read: 3, write: 22 }, () =>
    tickNow(concertId),
  );
  const opened = await queueOf(concertId);
  await count(JOIN_STEPS[3], { read: 1, write: 4 }, () => readPlace(opened));
  await count("the open sales, for a tick of all queues", { read: 0.5, write: 0 }, () =>
    listOpenConcerts(systemClock()),
  );
  await count("list of concerts, 10,000 people", { read: 0.5, write: 0 }, () =>
    Promise.all(Array.from({ length: WATCHERS }, () => listConcerts({ limit: 20, after: undefined }))),
  );
  return performance;
};

/** What somebody causes who joins, learns the number and claims: from the join to the queue token. */
export const JOIN_STEPS = [
  "join: reading the place",
  "join: numbering a batch of one",
  "join: learning the number",
  "claim",
] as const;

/** Top-ups, holds, extensions and payments. */
const buyingSteps = async (count: CountStep): Promise<void> => {
  const { admit, createSale, holdNow } = await import("#test/integration/support/sale.ts");
  const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
  const { findPerformance } = await import("#functions/catalog/catalog-store.ts");
  const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
  const { payReservation } = await import("#functions/payments/pay-reservation.ts");
  const { extendHold } = await import("#functions/reservations/extend-hold.ts");
  const { signingKey } = await import("#functions/signing/key-ring.ts");

  await count("the first signature of a function", { read: 1, write: 1 }, signingKey);
  await count("top-up (1 W of it for the simulated gateway)", { read: 1, write: 8 }, () =>
    topUpBalance({ userId: "mina", ...POINTS }),
  );
  for (const seats of SEATS) {
    const userId = `user-${randomUUID()}`;
    await topUpBalance({ userId, ...POINTS });
    const { concertId, performance } = await createSale();
    const queueToken = (await admit(concertId, [userId])).get(userId);
    if (queueToken === undefined) throw new Error("The user was not admitted.");
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
    let reservationId = "";
    await count(`hold of ${seats}`, { read: 0, write: 2 * (seats + 2) }, async () => {
      const held = await holdNow({ performance, seatIds, queueToken, idempotencyKey: "k" });
      reservationId = held.reservation.reservationId;
    });
    // Each function reads a performance once, since it never changes.
    await findPerformance(performance.performanceId);
    await count(`extension of ${seats}`, { read: 1, write: 2 * (seats + 1) }, () =>
      extendHold({ reservationId, userId }, { extensionSeconds: 60, extensionsMax: 1 }),
    );
    await count(`payment of ${seats}`, { read: 2, write: 2 * (seats + 7) }, () =>
      payReservation({ reservationId, userId, idempotencyKey: "k" }),
    );
    await count(`cancellation of ${seats}`, { read: 3, write: 2 * (seats + 6) }, () =>
      cancelReservation({ reservationId, userId, seatIds: undefined, idempotencyKey: "c" }),
    );
  }
};

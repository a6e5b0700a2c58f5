/** The model of the ceilings says what each step costs each kind of key. Here every step is played, and its units counted by key. */
import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type KeyName, kindOfKey, type SaleShape } from "#bench/ceilings/keys.ts";
import { ceilingsOf, freshUnitsByKey, type Units } from "#bench/ceilings/model.ts";
import { SECTION_READ, STEPS } from "#bench/ceilings/steps.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import { STAGES } from "#lib/stages.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, people, queueOf, section, tickNow } = await import(
  "#test/integration/support/sale.ts"
);
const { unitsByPartition } = await import("#test/integration/support/partition-units.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { findPerformanceDate } = await import("#functions/catalog/catalog-store.ts");
const { labelsOf } = await import("#functions/charts/seat-labels.ts");
const { logEvents } = await import("#functions/events/event-log-store.ts");
const { cancelReservation } = await import("#functions/payments/cancel-reservation.ts");
const { payReservation } = await import("#functions/payments/pay-reservation.ts");
const { leaveQueue } = await import("#functions/queue/leave-queue.ts");
const { numberArrivals } = await import("#functions/queue/number-arrivals.ts");
const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
const { takeArrivals, watchQueue } = await import("#functions/queue/queue-store.ts");
const { changeBetween } = await import("#functions/reservations/rules/reservation-change.ts");
const { eventOf } = await import("#functions/reservations/rules/reservation-events.ts");
const { readSeats } = await import("#functions/seats/read-seats.ts");
const { recountSection, seatKey } = await import("#functions/seats/seat-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { forEachLimit } = await import("#functions/shared/for-each-limit.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");
const { signingKey } = await import("#functions/signing/key-ring.ts");
const { listWebhooks } = await import("#functions/webhooks/webhook-store.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const ADMITTED = 10_000;
const SHAPE: SaleShape = {
  sections: 1,
  seats: 2,
  openShards: 1,
  joinsABatch: 2,
  changesABatch: 1,
  admittedATick: ADMITTED,
};
const SEAT_IDS = ["A-1-1", "A-1-2"];
/** After this time a function has kept nothing that it looks at again. */
const KEPT_MS = 2100;

const counted = async (act: () => Promise<unknown>): Promise<Readonly<Record<string, Units>>> => {
  const sums: Partial<Record<KeyName, Units>> = {};
  for (const [key, { read, write }] of await unitsByPartition(act)) {
    const kind = kindOfKey(key);
    const sum = sums[kind] ?? { read: 0, write: 0 };
    sums[kind] = { read: sum.read + read, write: sum.write + write };
  }
  return sums;
};

const modelled = (name: string, operations = 1, shape = SHAPE): Readonly<Record<string, Units>> => {
  const step = STEPS.find((each) => each.name === name);
  if (step === undefined) throw new Error(`There is no step "${name}".`);
  const units = [...freshUnitsByKey(step, shape, operations)];
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  return Object.fromEntries(
    units.map(([key, { read, write }]) => [key, { read: rounded(read), write: rounded(write) }]),
  );
};

const joinOf = (concertId: string, userId: string) => ({
  messageId: userId,
  body: { concertId, userId, lane: "GENERAL", generation: 1, joinedAt: systemClock() } as const,
});

const visit = async (concertId: string, userId: string) => {
  await watchQueue(concertId);
  await readPlaceStatus(await queueOf(concertId), userId, undefined, systemClock());
};

/** The visit without the read of the queue that only a test makes. */
const visitWith = (queue: Awaited<ReturnType<typeof queueOf>>, userId: string) => async () => {
  await watchQueue(queue.concertId);
  await readPlaceStatus(queue, userId, undefined, systemClock());
};

const buyer = async () => {
  const [userId = ""] = people(1);
  const { concertId, performance } = await createSale();
  const queueToken = (await admit(concertId, [userId])).get(userId);
  if (queueToken === undefined) throw new Error("The user was not admitted.");
  await topUpBalance({ userId, amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 });
  return { userId, performance, queueToken };
};

const holdFor = ({ performance, queueToken }: Awaited<ReturnType<typeof buyer>>) =>
  holdNow({ performance, queueToken, seatIds: SEAT_IDS, idempotencyKey: "k" });

beforeAll(async () => {
  // A function has its key from its first signature on.
  await signingKey();
});

describe("the model has the units of each key for", () => {
  it("a join, and a poll of one's own place", async () => {
    const { concertId } = await createSale();
    const queue = await queueOf(concertId);

    expect(await counted(visitWith(queue, "mina"))).toEqual(modelled("join"));
    await numberArrivals([joinOf(concertId, "mina")]);
    await wait(KEPT_MS);
    expect(await counted(visitWith(queue, "mina"))).toEqual(modelled("poll"));
  });

  it("joins that are numbered in a batch", async () => {
    const { concertId } = await createSale();
    const joins = ["mina", "jun"].map((userId) => joinOf(concertId, userId));

    const units = await counted(() => numberArrivals(joins));

    expect(units).toEqual(modelled("number", joins.length));
  });

  it("a tick that admits ten thousand people, and a claim", async () => {
    const { concertId } = await createSale({ settings: { maxActive: 20_000, admitPerTick: ADMITTED } });
    await numberArrivals([joinOf(concertId, "mina")]);
    await takeArrivals(concertId, "GENERAL", ADMITTED - 1);

    expect(await counted(() => tickNow(concertId))).toEqual(modelled("admit", ADMITTED));
    const opened = await queueOf(concertId);
    expect(await counted(visitWith(opened, "mina"))).toEqual(modelled("claim"));
  });

  it("somebody who leaves the queue while waiting", async () => {
    const { concertId } = await createSale();
    await numberArrivals([joinOf(concertId, "mina")]);

    const units = await counted(() =>
      leaveQueue(
        {
          concertId,
          user: { userId: "mina", groups: [], isOperator: false, issuedAt: systemClock() },
          queueToken: undefined,
        },
        systemClock,
      ),
    );

    expect(units).toEqual(modelled("leave"));
  });

  it("a look at the seats of a section", async () => {
    const { performance } = await createSale();
    const { performanceId } = performance;
    await recountSection(performanceId, "A", systemClock());

    const units = await counted(async () => {
      await findPerformanceDate(performanceId);
      await readSeats(performance, { section: "A", form: "state" }, systemClock());
    });

    expect(units).toEqual(modelled("seats"));
  });

  it("a hold, its payment and its cancellation", async () => {
    const person = await buyer();
    const { userId, performance } = person;
    let reservationId = "";

    const held = await counted(async () => {
      await findPerformanceDate(performance.performanceId);
      ({ reservationId } = (await holdFor(person)).reservation);
    });
    await wait(KEPT_MS);
    const paid = await counted(() => payReservation({ reservationId, userId, idempotencyKey: "k" }));
    await wait(KEPT_MS);
    const cancelled = await counted(() =>
      cancelReservation({ reservationId, userId, seatIds: undefined, idempotencyKey: "c" }),
    );

    expect(held).toEqual(modelled("hold"));
    expect(paid).toEqual(modelled("pay"));
    expect(cancelled).toEqual(modelled("cancel"));
  });

  it("a top-up", async () => {
    const [userId = ""] = people(1);

    const units = await counted(() =>
      topUpBalance({ userId, amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 }),
    );

    expect(units).toEqual(modelled("top-up"));
  });

  it("a change that is followed, in a full section of 1,000 seats", async () => {
    const { performance } = await createSale({ sections: [section({ rows: [{ row: "1", from: 1, to: 1000 }] })] });
    const { performanceId } = performance;
    const queueToken: VerifiedQueueToken = (await buyer()).queueToken;
    const { reservation } = await holdNow({
      performance: { ...(await createSale()).performance, concertId: queueToken.concertId },
      queueToken,
      seatIds: SEAT_IDS,
    });
    const change = changeBetween(undefined, reservation, systemClock());
    if (change === undefined) throw new Error("A hold is a change.");
    const labels = await labelsOf(reservation.chartId, change.seatIds);
    const event = eventOf(change, labels);
    const paid = {
      ...change,
      reservation: { ...reservation, status: "PAID", paymentId: `pay_${"p".repeat(22)}` },
    } as const;
    const seats = Array.from({ length: 1000 }, (_, index) => ({
      ...seatKey(performanceId, `A-1-${index + 1}`),
      reservationId: `res_${"r".repeat(22)}`,
      userId: randomUUID(),
      index,
      state: "SOLD",
    }));
    await forEachLimit(seats, 20, (Item) => dynamo.send(new PutCommand({ TableName: tableNamed("seats"), Item })));

    const units = await counted(async () => {
      await recountSection(performanceId, "A", systemClock());
      await logEvents([event], 3600);
      await listWebhooks();
    });

    expect(units["section"]).toEqual({ read: SECTION_READ, write: 0 });
    expect(units).toEqual(modelled("events"));
    expect(await counted(() => logEvents([eventOf(paid, labels)], 3600))).toEqual({ eventLog: units["eventLog"] });
  });
});

it("the rule's ceiling is reached: a tick that may admit more people admits as many as the model says", async () => {
  const { concertId } = await createSale({ settings: { maxActive: 50_000, admitPerTick: 15_000 } });
  await takeArrivals(concertId, "GENERAL", 15_000);

  await tickNow(concertId);

  const admit = STEPS.find(({ name }) => name === "admit");
  const rule = admit && ceilingsOf(admit, SHAPE, STAGES.prod).find(({ level }) => level === "rule");
  expect((await queueOf(concertId)).lanes.GENERAL.served).toBe(
    (rule?.perSecond ?? 0) * STAGES.prod.functions.tickSeconds,
  );
});

describe("the model", () => {
  it("knows every key that a step of a sale touches, and refuses others", () => {
    expect(() => kindOfKey("queue ELSEWHERE#1")).toThrow('lacks the key "queue ELSEWHERE#1"');
  });

  it("positive control: a step that reads its queue once more does not match", async () => {
    const { concertId } = await createSale();
    await wait(KEPT_MS);

    const units = await counted(() => visit(concertId, "mina"));

    expect(units).not.toEqual(modelled("poll"));
  });
});

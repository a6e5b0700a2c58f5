/** `npm run bench`: measures what each step costs in DynamoDB units on the local engine, and compares it with its budget. */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { choiceCosts } from "#bench/choice.ts";
import type { Units } from "#test/integration/support/dynamo-traffic.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const USAGE = `Usage: npm run bench

Prints what each step costs in DynamoDB read units (R) and write units (W) beside its budget.
Transactions are counted by the sizes of their items, as AWS does; writes to indexes are listed separately.
Then prints the CPU of choosing seats in a hall of 90,000: in ms, and in passes over the states of all its seats, which
says the same on any machine.

Exit code: 0 all within their budgets, 1 a step exceeds its budget.`;

const { values } = parseArgs({ options: { help: { type: "boolean", short: "h", default: false } } });
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

interface Row {
  readonly step: string;
  readonly budget: { readonly read: number; readonly write: number };
  readonly units: Units;
}

const measure = async (): Promise<readonly Row[]> => {
  const { admit, createSale, queueOf, tickNow, holdNow } = await import("#test/integration/support/sale.ts");
  const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
  const { findPerformance, listConcerts, listOpenConcerts } = await import("#functions/catalog/catalog-store.ts");
  const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
  const { payReservation } = await import("#functions/payments/pay-reservation.ts");
  const { numberArrivals } = await import("#functions/queue/number-arrivals.ts");
  const { takeArrivals, watchQueue } = await import("#functions/queue/queue-store.ts");
  const { readPlaceStatus } = await import("#functions/queue/place-status.ts");
  const { watchSections } = await import("#functions/seats/seat-store.ts");
  const { extendHold } = await import("#functions/reservations/extend-hold.ts");
  const { systemClock } = await import("#functions/shared/time.ts");

  const rows: Row[] = [];
  const add = async (step: string, read: number, write: number, act: () => Promise<unknown>): Promise<void> => {
    rows.push({ step, budget: { read, write }, units: await unitsOf(act) });
  };

  const { concertId, performance } = await createSale({ settings: { maxActive: 20_000, admitPerTick: 10_000 } });
  const queue = await queueOf(concertId);
  await add("join: reading the place", 0.5, 0, () => readPlaceStatus(queue, "mina", undefined, systemClock()));
  const joined = { concertId, userId: "mina", lane: "GENERAL", generation: 1, joinedAt: systemClock() } as const;
  await add("join: numbering a batch of one", 0.5, 2, () => numberArrivals([{ messageId: "m", body: joined }]));
  await add("waiting: the public queue, read by 10,000 people", 1, 0, () =>
    Promise.all(Array.from({ length: 10_000 }, () => watchQueue(concertId))),
  );
  await takeArrivals(concertId, "GENERAL", 9999);
  await add("admitting 10,000: the transaction, and the tick's reads", 3, 22, () => tickNow(concertId));
  const opened = await queueOf(concertId);
  await add("claim", 1, 4, () => readPlaceStatus(opened, "mina", undefined, systemClock()));
  await add("the open sales, for a tick of all queues", 0.5, 0, () => listOpenConcerts(systemClock()));
  await add("list of concerts, 10,000 people", 0.5, 0, () =>
    Promise.all(Array.from({ length: 10_000 }, () => listConcerts({ limit: 20, after: undefined }))),
  );
  const { signingKey } = await import("#functions/signing/key-ring.ts");
  await add("the first signature of a function", 1, 1, signingKey);
  const points = { amount: 100_000, idempotencyKey: "k", amountMax: 1e6, balanceMax: 1e6 };
  await add("top-up (1 W of it for the simulated gateway)", 1, 8, () => topUpBalance({ userId: "mina", ...points }));
  for (const seats of [1, 4, 10]) {
    const userId = `user-${randomUUID()}`;
    await topUpBalance({ userId, ...points });
    const sale = await createSale();
    const queueToken = (await admit(sale.concertId, [userId])).get(userId);
    if (queueToken === undefined) throw new Error("The user was not admitted.");
    const seatIds = Array.from({ length: seats }, (_, index) => `A-1-${index + 1}`);
    let reservationId = "";
    await add(`hold of ${seats}`, 0, 2 * (seats + 2), async () => {
      const held = await holdNow({
        performance: sale.performance,
        seatIds,
        queueToken,
        idempotencyKey: "k",
      });
      reservationId = held.reservation.reservationId;
    });
    // Each function reads a performance once, since it never changes.
    await findPerformance(sale.performance.performanceId);
    await add(`extension of ${seats}`, 1, 2 * (seats + 1), () =>
      extendHold({ reservationId, userId }, { extensionSeconds: 60, extensionsMax: 1 }),
    );
    await add(`payment of ${seats}`, 2, 2 * (seats + 7), () =>
      payReservation({ reservationId, userId, idempotencyKey: "k" }),
    );
  }
  await add("state of a section, 500 people", 0.5, 0, () =>
    Promise.all(Array.from({ length: 500 }, () => watchSections(performance.performanceId, ["A"]))),
  );
  await addHalls(add);
  return rows;
};

type Add = (step: string, read: number, write: number, act: () => Promise<unknown>) => Promise<void>;

const HALLS = [
  { sections: 1, name: "1,000 seats", read: 2 },
  { sections: 90, name: "90,000 seats", read: 12 },
] as const;

/** Halls of which the process has read nothing but the chart, as a function of Lambda's. */
const addHalls = async (add: Add): Promise<void> => {
  const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");
  const { countAll, performIn, publishHall } = await import("#test/integration/support/hall.ts");
  const { findSections } = await import("#functions/charts/chart-store.ts");
  const { readAvailability } = await import("#functions/seats/read-availability.ts");
  const { readSeats } = await import("#functions/seats/read-seats.ts");
  const { systemClock, wait } = await import("#functions/shared/time.ts");

  const { concertId } = await createSale();
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (queueToken === undefined) throw new Error("The user was not admitted.");
  for (const { sections, name, read } of HALLS) {
    const chartId = await publishHall(sections);
    await add(`loading a chart of ${name}, once for a process`, 10, 0, () => findSections(chartId));
    const performance = await performIn(concertId, chartId, sections);
    await countAll(performance);
    const wish = { bestAvailable: { quantity: 4 } };
    await add(`best available, a hold of 4 of ${name}`, read, 12, () => holdNow({ performance, queueToken, wish }));
    await wait(1100);
    await add(`state of all sections, ${name}`, read, 0, () =>
      readSeats(performance, { form: "state" }, systemClock()),
    );
    await wait(1100);
    const { performanceId } = performance;
    await add(`what is left by category, ${name}`, read, 0, () => readAvailability(performanceId, systemClock()));
  }
};

const print = (rows: readonly Row[]): void => {
  const columns = ["R", "budget", "W", "budget", "index W"];
  const width = Math.max(...rows.map(({ step }) => step.length));
  const format = (step: string, numbers: readonly (string | number)[]): string =>
    step.padEnd(width) + numbers.map((number) => String(number).padStart(9)).join("");
  console.log(format("step", columns));
  for (const { step, budget, units } of rows) {
    console.log(format(step, [units.read, budget.read, units.write, budget.write, units.indexWrite]));
  }
};

const printChoices = (): void => {
  console.log("\nChoosing seats of 90,000                          CPU ms   passes");
  for (const { step, ms, passes } of choiceCosts()) {
    console.log(step.padEnd(48) + ms.toFixed(1).padStart(9) + passes.toFixed(1).padStart(9));
  }
};

printChoices();
const environment = await startTestEnvironment();
try {
  const rows = await measure();
  print(rows);
  const over = rows.filter(({ budget, units }) => units.read > budget.read || units.write > budget.write);
  for (const { step } of over) console.error(`Over budget: ${step}.`);
  process.exitCode = over.length > 0 ? 1 : 0;
} finally {
  await environment.stop();
}

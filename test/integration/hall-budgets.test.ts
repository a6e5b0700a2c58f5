/** What halls of 1,000 and of 90,000 seats may cost, measured as on Lambda: each function has read nothing before but the chart. */
import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Performance } from "#functions/catalog/rules/performance.ts";
import type { VerifiedQueueToken } from "#functions/queue/queue-token.ts";
import type { BestAvailable } from "#functions/reservations/seating/wish.ts";
import type { Units } from "#test/integration/support/dynamo-traffic.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { countAll, performIn, publishHall } = await import("#test/integration/support/hall.ts");
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { findSections } = await import("#functions/charts/chart-store.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { readAvailability } = await import("#functions/seats/read-availability.ts");
const { readSeats } = await import("#functions/seats/read-seats.ts");
const { availabilityKey } = await import("#functions/seats/seat-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { systemClock, wait } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const SECTIONS = 90;

let concertId: string;
let guest: VerifiedQueueToken;
let large: Performance;
let small: Performance;
let unitsOfChart: Units;

beforeAll(async () => {
  ({ concertId } = await createSale());
  const [queueToken] = (await admit(concertId, people(1))).values();
  if (queueToken === undefined) throw new Error("no queue token");
  guest = queueToken;
  const hall = await publishHall(SECTIONS);
  unitsOfChart = await unitsOf(() => findSections(hall));
  large = await performIn(concertId, hall, SECTIONS);
  small = await performIn(concertId, await publishHall(1), 1);
  await countAll(large);
  await countAll(small);
});

/** Another function, or this one a second later: nothing that it keeps of the sale is left. */
const inAnotherProcess = async (act: () => Promise<unknown>): Promise<Units> => {
  await wait(1100);
  return unitsOf(act);
};

const ask = (performance: Performance, bestAvailable: BestAvailable) =>
  holdNow({ performance, queueToken: guest, wish: { bestAvailable }, idempotencyKey: randomUUID() });

/** As if all seats of the only section had been sold when it was last counted. */
const countAsFull = (performanceId: string): Promise<unknown> =>
  dynamo.send(
    new PutCommand({
      TableName: tableNamed("seats"),
      Item: {
        ...availabilityKey(performanceId, "S1"),
        sectionId: "S1",
        states: new Uint8Array(250).fill(0b10_10_10_10),
        occupied: 1000,
        held: 0,
        buyers: 500,
        holders: 0,
        version: 1,
        countedAt: systemClock() - 5,
      },
    }),
  );

describe("the budget of", () => {
  it("loading a chart of 90,000 seats: once for each process, 10 read units", () => {
    expect(unitsOfChart.write).toBe(0);
    expect(unitsOfChart.read).toBeLessThanOrEqual(10);
  });

  it("best available: 2 read units and the writes of the hold in a hall of 1,000", async () => {
    const units = await inAnotherProcess(() => ask(small, { quantity: 2 }));

    expect(units.read).toBeLessThanOrEqual(2);
    expect(units.write).toBe(2 * (2 + 2));
  });

  it("best available: 12 read units and the writes of the hold in a hall of 90,000", async () => {
    const units = await inAnotherProcess(() => ask(large, { quantity: 4 }));

    expect(units.read).toBeLessThanOrEqual(12);
    expect(units.write).toBe(2 * (4 + 2));
  });

  it("best available in one section: half a read unit, however large the hall", async () => {
    const units = await inAnotherProcess(() => ask(large, { quantity: 2, section: "S7" }));

    expect(units.read).toBe(0.5);
  });

  it("what is left of a hall: 12 read units, in one query", async () => {
    const units = await inAnotherProcess(() => readAvailability(large.performanceId, systemClock()));

    expect(units.read).toBeLessThanOrEqual(12);
    expect(units.calls.get("QueryCommand")).toBe(1);
  });

  it("the state of all seats: half a read unit a section, 12 for a hall", async () => {
    const map = (section?: string) => readSeats(large, { section, form: "state" }, systemClock());
    const one = await inAnotherProcess(() => map("S1"));
    const all = await inAnotherProcess(() => map());

    expect(one.read).toBe(0.5);
    expect(all.read).toBeLessThanOrEqual(12);
    expect(all.calls.get("QueryCommand")).toBe(1);
  });

  it("a refusal for want of seats: one read unit more, and not the seats of the hall", async () => {
    const performance = await performIn(concertId, small.chartId, 1);
    await countAsFull(performance.performanceId);

    const units = await inAnotherProcess(async () => {
      await expect(ask(performance, { quantity: 2 })).rejects.toMatchObject({ code: "NO_SUITABLE_SEATS" });
    });

    expect(units.read).toBeLessThanOrEqual(0.5 + 1);
  });
});

describe("nobody is refused because of a state from before their own last change", () => {
  it("a release: the seats that the state still has as sold are found", async () => {
    const performance = await performIn(concertId, small.chartId, 1);
    const { reservation } = await holdNow({ performance, queueToken: guest, seatIds: ["S1-1-10"] });
    await countAsFull(performance.performanceId);
    await releaseReservation(reservation.reservationId, guest.userId, NO_COOL_DOWN);

    const held = await ask(performance, { quantity: 2 });

    expect(held.reservation.seatIds).toHaveLength(2);
  });

  it("a hold of one's own that is over: its seats, and any that are free by now", async () => {
    const performance = await performIn(concertId, small.chartId, 1);
    await holdNow({ performance, queueToken: guest, holdSeconds: 2, seatIds: ["S1-1-10"] });
    await countAsFull(performance.performanceId);
    await wait(3000);

    expect((await ask(performance, { quantity: 2, section: "S1" })).reservation.seatIds).toHaveLength(2);
  });

  it("positive control: somebody else, who has changed nothing, is refused by the same state", async () => {
    const performance = await performIn(concertId, small.chartId, 1);
    await countAsFull(performance.performanceId);

    await expect(ask(performance, { quantity: 2 })).rejects.toMatchObject({ code: "NO_SUITABLE_SEATS" });
  });
});

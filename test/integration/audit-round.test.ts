/** The daily audit: every running concert, one after the other, over as many starts as it takes. */
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import type { Key } from "#test/integration/support/damage.ts";
import { collectMetrics, type MetricLine, valuesOf } from "#test/integration/support/metric-lines.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { auditRunningConcerts } = await import("#functions/audit/audit-running-concerts.ts");
const { handler } = await import("#functions/audit/handlers/audit-running-concerts.ts");
const { readAuditRound, saveAuditRound } = await import("#functions/audit/audit-round-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { recountSection } = await import("#functions/seats/seat-store.ts");
const { withDamage } = await import("#test/integration/support/damage.ts");
const { admit, createSale, holdNow, people } = await import("#test/integration/support/sale.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const DAY = 24 * 3600;
const AMPLE_MS = 300_000;
let lines: readonly MetricLine[];
let warnings: Readonly<Record<string, unknown>>[];
beforeEach(async () => {
  lines = collectMetrics("audit");
  warnings = [];
  jest.spyOn(console, "warn").mockImplementation((line: unknown) => {
    warnings.push(line as Readonly<Record<string, unknown>>);
  });
  await dynamo.send(new DeleteCommand({ TableName: tableNamed("catalog"), Key: { pk: "AUDIT#ROUND", sk: "ROUND" } }));
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A sale in which somebody holds a seat. */
const heldSale = async () => {
  const sale = await createSale();
  const [userId = ""] = people(1);
  const queueToken = (await admit(sale.concertId, [userId])).get(userId);
  if (!queueToken) throw new Error("no pass");
  const { reservation } = await holdNow({ performance: sale.performance, queueToken, seatIds: ["A-1-1"] });
  await recountSection(sale.performance.performanceId, "A", systemClock());
  return { ...sale, userId, reservation };
};

const seatOf = (performanceId: string, seatId: string): Key => ({
  table: "seats",
  pk: `PERF#${performanceId}#A`,
  sk: `SEAT#${seatId}`,
});

/** One run with time for as many pages, and without waits. */
const run = (pages: number, days = 0) => {
  let left = pages;
  return auditRunningConcerts({
    clock: () => systemClock() + days * DAY,
    waitsMs: [0],
    remainingMs: () => {
      left -= 1;
      return left < 0 ? 0 : AMPLE_MS;
    },
  });
};

/** Makes the last round yesterday's. */
const untilTomorrow = async (): Promise<void> => {
  const round = await readAuditRound();
  if (round === undefined) throw new Error("no round");
  await saveAuditRound({ ...round, day: round.day - 1 });
};

it("checks every running concert once, over as many starts as it takes, and then waits for the next day", async () => {
  await heldSale();
  await heldSale();

  let runs = 0;
  let concerts = 0;
  for (let isDone = false; !isDone; runs += 1) {
    const result = await run(1);
    concerts += result.concerts;
    isDone = result.isDone;
  }
  // Each concert has a page of sections and one of buyers at least.
  expect(concerts).toBe(2);
  expect(runs).toBeGreaterThanOrEqual(2 * concerts);
  expect(await run(100)).toEqual({ concerts: 0, findings: 0, isDone: true });
  await untilTomorrow();
  expect((await run(100)).concerts).toBe(2);
  expect(warnings).toEqual([]);
  expect(new Set(valuesOf(lines, "AuditFindings"))).toEqual(new Set([0]));
});

it("reports damage as a metric and as a line without the person, until a whole round is clean", async () => {
  const { concertId, performance, reservation, userId } = await heldSale();
  const seat = seatOf(performance.performanceId, "A-1-1");

  await withDamage([[seat, () => undefined]], async () => {
    await run(100);
    await run(100);
  });

  const found = warnings.filter(({ message }) => message === "audit finding");
  expect(found).toContainEqual({
    message: "audit finding",
    concertId,
    invariant: "S1",
    code: "RESERVATION_WITHOUT_SEAT",
    items: `reservation ${reservation.reservationId}, seat ${performance.performanceId}/A-1-1`,
  });
  expect(JSON.stringify(found)).not.toContain(userId);
  expect(valuesOf(lines, "AuditFindings")).toEqual([found.length, found.length]);

  const before = lines.length;
  await untilTomorrow();
  await run(1);
  await run(100);
  expect(valuesOf(lines.slice(before), "AuditFindings")).toEqual([found.length, 0]);
});

it("tries a page again that could not be read, and goes on to the others after the third time", async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  const { concertId } = await heldSale();
  const concert: Key = { table: "catalog", pk: `CONCERT#${concertId}`, sk: "CONCERT" };

  await withDamage([[concert, (item) => ({ ...item, title: 5 })]], async () => {
    let failures = 0;
    for (let isDone = false; !isDone; ) {
      const result = await run(100).catch((error: unknown) => {
        expect(String(error)).toContain(concertId);
        failures += 1;
      });
      isDone = result?.isDone ?? false;
    }
    expect(failures).toBe(3);
  });
  expect(await readAuditRound()).toMatchObject({ isDone: true, findings: 1 });
  expect(valuesOf(lines, "AuditFindings").at(-1)).toBe(1);
});

it("checks a sale that closed yesterday, and none that closed last week", async () => {
  await run(100);
  const all = (await readAuditRound())?.concerts ?? 0;
  // Sales of this file close in an hour.
  expect((await run(100, 1.5)).concerts).toBe(all);
  expect((await run(100, 7)).concerts).toBe(0);
});

it("does nothing without time for a page, and begins where Lambda starts it", async () => {
  expect(await handler({}, { getRemainingTimeInMillis: () => 59_000 })).toMatchObject({ concerts: 0, isDone: false });
  expect(await handler({}, { getRemainingTimeInMillis: () => AMPLE_MS })).toMatchObject({ findings: 0, isDone: true });
});

/** What the functions measure of a sale, as lines that CloudWatch makes metrics of. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { METRIC_MEANINGS } from "#functions/shared/metric-names.ts";
import { collectMetrics, type MetricLine, valuesOf } from "#test/integration/support/metric-lines.ts";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit } = await import("#functions/queue/admit.ts");
const { handler: expireHold } = await import("#functions/reservations/handlers/expire-hold.ts");
const { handler: topUpSweep } = await import("#functions/balance/handlers/sweep-top-ups.ts");
const { beginTopUp } = await import("#functions/balance/top-up-store.ts");
const { onReservationChange } = await import("#functions/reservations/on-reservation-change.ts");
const { systemClock } = await import("#functions/shared/time.ts");
const { sqs } = await import("#functions/shared/sqs.ts");
const sale = await import("#test/integration/support/sale.ts");

jest.setTimeout(60_000);
afterAll(() => environment.stop());

let lines: readonly MetricLine[];
beforeEach(() => {
  lines = collectMetrics("the-function");
});
afterEach(() => {
  jest.restoreAllMocks();
  sqs.middlewareStack.remove("accept");
});

/** Messages are accepted and go nowhere. */
const acceptMessages = (): void =>
  sqs.middlewareStack.add(() => () => Promise.resolve({ output: { $metadata: {} }, response: {} }), {
    step: "initialize",
    name: "accept",
  });

it("name nothing but the function, and no metric that is not in the list", async () => {
  const { concertId, performance } = await sale.createSale();
  const [pass] = (await sale.admit(concertId, sale.people(1))).values();
  if (!pass) throw new Error("no pass");
  const hold = () => sale.holdNow({ performance, queueToken: pass, seatIds: ["A-1-1"] });
  await hold();
  await expect(hold()).rejects.toMatchObject({ code: "SEAT_TAKEN" });

  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const { _aws, ...values } of lines) {
    const { FunctionName, ...metrics } = values;
    expect(FunctionName).toBe("the-function");
    expect(Object.keys(metrics).filter((name) => !(name in METRIC_MEANINGS))).toEqual([]);
    expect(Object.values(metrics).every((value) => typeof value === "number")).toBe(true);
    expect(_aws).toMatchObject({
      CloudWatchMetrics: [
        {
          Namespace: "Encore",
          Dimensions: [["FunctionName"]],
          Metrics: Object.keys(metrics).map((Name) => ({ Name, Unit: Name.includes("Seconds") ? "Seconds" : "Count" })),
        },
      ],
    });
  }
  expect(valuesOf(lines, "Claims")).toEqual([1]);
  expect(valuesOf(lines, "HoldConflicts")).toEqual([1]);
});

it("count the people that a minute has admitted, and who is admitted now", async () => {
  const { concertId } = await sale.createSale();
  await sale.join(concertId, sale.people(3));
  let calls = 0;
  await admit(sale.TICK_OPTIONS, () => {
    calls += 1;
    return calls > 2 ? 0 : 60_000;
  });

  expect(valuesOf(lines, "Admitted")).toEqual([3]);
  // Other sales of this file have passes too.
  expect(Number(valuesOf(lines, "ActivePasses")[0])).toBeGreaterThanOrEqual(3);
  expect(valuesOf(lines, "SecondsSinceDecision")).toHaveLength(1);
});

it("say how late a hold was ended, once", async () => {
  const { concertId, performance } = await sale.createSale();
  const [pass] = (await sale.admit(concertId, sale.people(1))).values();
  if (!pass) throw new Error("no pass");
  const { reservation } = await sale.holdNow({ performance, queueToken: pass, seatIds: ["A-1-1"], holdSeconds: -40 });
  const { reservationId, expiresAt } = reservation;
  const Records = [{ messageId: "one", body: JSON.stringify({ reservationId, expiresAt }) }];
  await expireHold({ Records } as unknown as SQSEvent);
  await expireHold({ Records } as unknown as SQSEvent);

  expect(valuesOf(lines, "ExpiryLagSeconds")).toHaveLength(1);
  expect(Number(valuesOf(lines, "ExpiryLagSeconds")[0])).toBeGreaterThanOrEqual(40);
  expect(Number(valuesOf(lines, "ExpiryLagSeconds")[0])).toBeLessThan(60);
});

it("count a top-up as pending that a sweep has followed up, and no new one", async () => {
  acceptMessages();
  const begin = (secondsAgo: number) =>
    beginTopUp(
      { userId: `user-${randomUUID()}`, topUpId: `top_${randomUUID()}`, amount: 1000 },
      systemClock() - secondsAgo,
    );
  await begin(0);
  await topUpSweep({});
  await begin(900);
  await begin(900);
  await topUpSweep({});
  await topUpSweep({});

  expect(valuesOf(lines, "TopUpsPending")).toEqual([0, 2, 2]);
});

it("count nothing for a change whose event was not published", async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  acceptMessages();
  const { concertId, performance } = await sale.createSale();
  const [pass] = (await sale.admit(concertId, sale.people(1))).values();
  if (!pass) throw new Error("no pass");
  const { reservation } = await sale.holdNow({ performance, queueToken: pass, seatIds: ["A-1-1"] });
  const change = { reservation, seatIds: reservation.seatIds, at: systemClock() - 30, isExtension: false };

  // The bus of this environment is out of reach.
  const { again } = await onReservationChange([change]);
  expect(again).toEqual(new Set([change]));
  expect(valuesOf(lines, "Holds")).toEqual([]);
  expect(valuesOf(lines, "EventLagSeconds")).toEqual([]);
});

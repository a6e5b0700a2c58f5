/** The sweeps, which find what is undone when the messages that were to do it are lost. */
import { randomUUID } from "node:crypto";
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";
import { waitUntil } from "#test/support/wait-until.ts";

const environment = await startTestEnvironment();
// Metrics name the function, and there are none without.
process.env["AWS_LAMBDA_FUNCTION_NAME"] = "sweep";
const { admit, createSale, holdNow, NO_COOL_DOWN, people, section } = await import("#test/integration/support/sale.ts");
const { unitsOf } = await import("#test/integration/support/dynamo-traffic.ts");
const { checkTopUps } = await import("#functions/balance/check-top-ups.ts");
const { handler: topUpSweep } = await import("#functions/balance/handlers/sweep-top-ups.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { abandonTopUp, beginAgain, beginTopUp, declineTopUp, readTopUp, recordApproval } = await import(
  "#functions/balance/top-up-store.ts"
);
const { handler: expireHold } = await import("#functions/reservations/handlers/expire-hold.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { readReservation, reservationKey } = await import("#functions/reservations/reservation-store.ts");
const { sweepSections } = await import("#functions/reservations/sweep-sections.ts");
const { availabilityKey, readAvailability, readTaken, recountSection } = await import("#functions/seats/seat-store.ts");
const { readSweepPosition, saveSweepPosition } = await import("#functions/seats/sweep-position-store.ts");
const { dynamo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { sqs } = await import("#functions/shared/sqs.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const RUN = { everyMessageLost: false };
const EVERYTHING = { ...RUN, everyMessageLost: true };
/** Nothing is on its way in these tests, but for the one about that. */
const AT_ONCE = 0;

let sent: Readonly<Record<string, unknown>>[] = [];
let metrics: Readonly<Record<string, unknown>>[] = [];
let isRefusing: (body: Readonly<Record<string, unknown>>) => boolean;
beforeEach(() => {
  sent = [];
  metrics = [];
  isRefusing = () => false;
  jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    metrics.push(JSON.parse(String(line)) as Readonly<Record<string, unknown>>);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  dynamo.middlewareStack.remove("broken");
});
sqs.middlewareStack.add(
  () => (args) => {
    const { MessageBody: text } = args.input as { readonly MessageBody: string };
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (isRefusing(body)) return Promise.reject(new Error("out of reach"));
    sent.push(body);
    return Promise.resolve({ output: { $metadata: {} }, response: {} });
  },
  { step: "initialize", name: "collect" },
);

/** Makes the calls of DynamoDB fail to which this applies, until the end of the test. */
const breakCalls = (isBroken: (input: Readonly<Record<string, unknown>>) => boolean): void => {
  dynamo.middlewareStack.add(
    (next) => (args) => {
      if (isBroken(args.input as Readonly<Record<string, unknown>>)) throw new Error("out of reach");
      return next(args);
    },
    { step: "initialize", name: "broken" },
  );
};

/** A sale in which somebody holds two seats. Nothing in this file follows the stream: every recount is lost. */
const heldSale = async (holdSeconds = 300) => {
  const sale = await createSale();
  const [queueToken] = (await admit(sale.concertId, people(1))).values();
  if (!queueToken) throw new Error("no queue token");
  const hold = { performance: sale.performance, queueToken, seatIds: ["A-1-1", "A-1-2"], holdSeconds };
  const { reservation } = await holdNow(hold);
  return { ...sale, queueToken, reservation, performanceId: sale.performance.performanceId };
};

const countsOf = async (performanceId: string) => (await readAvailability(performanceId)).get("A");

/** Ends the hold long ago, by the clock of everything that reads it. */
const endLongAgo = async (
  reservationId: string,
  performanceId: string,
  seatIds: readonly string[],
): Promise<number> => {
  const expiresAt = systemClock() - 600;
  for (const item of [
    { table: "reservations" as const, key: reservationKey(reservationId) },
    ...seatIds.map((seatId) => ({
      table: "seats" as const,
      key: { pk: `PERF#${performanceId}#A`, sk: `SEAT#${seatId}` },
    })),
  ]) {
    const { Items: [stored] = [] } = await dynamo.send(
      new QueryCommand({
        TableName: tableNamed(item.table),
        KeyConditionExpression: "pk = :pk AND sk = :sk",
        ExpressionAttributeValues: { ":pk": item.key.pk, ":sk": item.key.sk },
      }),
    );
    await dynamo.send(new PutCommand({ TableName: tableNamed(item.table), Item: { ...stored, expiresAt } }));
  }
  return expiresAt;
};

describe("the sweep of sections", () => {
  it("S6: recounts a section whose recount was lost, and leaves one alone that is right", async () => {
    const { performanceId } = await heldSale();
    const right = await heldSale();
    await recountSection(right.performanceId, "A", systemClock());
    const before = await countsOf(right.performanceId);

    // The positive control: without the sweep the section would seem free for good.
    expect(await countsOf(performanceId)).toBeUndefined();
    await sweepSections(RUN, AT_ONCE);

    expect(await countsOf(performanceId)).toMatchObject({ occupied: 2, held: 2, holders: 1 });
    expect(await countsOf(right.performanceId)).toEqual(before);
    expect(metrics.at(-1)).toMatchObject({ FunctionName: "sweep", SectionsRecounted: 1, HoldsFollowedUp: 0 });
  });

  it("S6: a release whose recount was lost opens a sold-out section again", async () => {
    const { performanceId, reservation, queueToken } = await heldSale();
    await recountSection(performanceId, "A", systemClock());
    await releaseReservation(reservation.reservationId, queueToken.userId, NO_COOL_DOWN);
    expect(await countsOf(performanceId)).toMatchObject({ occupied: 2 });

    await sweepSections(RUN, AT_ONCE);

    expect(await countsOf(performanceId)).toMatchObject({ occupied: 0 });
  });

  it("S6: mends counts that are damaged", async () => {
    const { performanceId } = await heldSale();
    const damaged = { ...availabilityKey(performanceId, "A"), sectionId: "A", occupied: "two", version: 7 };
    await dynamo.send(new PutCommand({ TableName: tableNamed("seats"), Item: damaged }));

    await sweepSections(RUN, AT_ONCE);

    expect(await countsOf(performanceId)).toMatchObject({ occupied: 2, version: 8 });
  });

  it("S6: leaves a section to a recount that was on its way", async () => {
    const { performanceId } = await heldSale();

    const [swept] = await Promise.all([
      sweepSections(RUN, 1000),
      new Promise((resolve) => setTimeout(resolve, 500)).then(() => recountSection(performanceId, "A", systemClock())),
    ]);

    expect(swept.recounts).toBe(0);
    expect(await countsOf(performanceId)).toMatchObject({ occupied: 2, version: 1 });
  });

  it("S4: reminds of a hold that is long past its end, once, and the reminder ends it", async () => {
    const { performanceId, reservation } = await heldSale();
    const { reservationId, seatIds } = reservation;
    const expiresAt = await endLongAgo(reservationId, performanceId, seatIds);
    // The positive control: its status would never be written, and its limit never given back.
    expect((await readReservation(reservationId))?.status).toBe("HELD");

    const { holds } = await sweepSections(RUN, AT_ONCE);
    const records = sent.map((body, index) => ({ messageId: String(index), body: JSON.stringify(body) }));
    await expireHold({ Records: records } as unknown as SQSEvent);

    expect([holds, sent]).toEqual([1, [{ reservationId, expiresAt }]]);
    expect((await readReservation(reservationId))?.status).toBe("EXPIRED");
    expect(await readTaken(performanceId, seatIds, expiresAt - 1)).toEqual([]);
    expect((await sweepSections(RUN, AT_ONCE)).holds).toBe(0);
  });

  it("S4: leaves holds alone whose reminder may still come, unless every message is lost", async () => {
    const { reservation } = await heldSale();
    const ending = await heldSale(1);
    await waitUntil(ending.reservation.expiresAt);

    const usual = await sweepSections(RUN, AT_ONCE);
    const whenLost = await sweepSections(EVERYTHING, AT_ONCE);

    expect(usual.holds).toBe(0);
    expect(whenLost.holds).toBe(sent.length);
    for (const { reservationId, expiresAt } of [reservation, ending.reservation]) {
      expect(sent).toContainEqual({ reservationId, expiresAt });
    }
  });

  it("each duty fails alone, and the run fails after all", async () => {
    const { performanceId, reservation } = await heldSale();
    await endLongAgo(reservation.reservationId, performanceId, reservation.seatIds.slice(0, 1));
    const other = await heldSale();
    const isOverdue = (body: Readonly<Record<string, unknown>>) => body["reservationId"] === reservation.reservationId;

    isRefusing = isOverdue;
    await expect(sweepSections(RUN, AT_ONCE)).rejects.toThrow("The sweep of sections is not complete.");
    isRefusing = () => false;
    const afterReminder = [await countsOf(performanceId), await countsOf(other.performanceId)];
    breakCalls((input) => JSON.stringify(input).includes(`PERF#${other.performanceId}`));
    await expect(sweepSections(RUN, AT_ONCE)).rejects.toThrow("The sweep of sections is not complete.");

    expect(afterReminder).toMatchObject([{ occupied: 1 }, { occupied: 2 }]);
    expect(sent.filter(isOverdue)).toHaveLength(1);
    expect(metrics.at(-1)).toHaveProperty("HoldsFollowedUp");
  });

  it("a run is bounded, and the next one goes on where it stopped, until the round is over", async () => {
    const rows = [{ row: "1", from: 1, to: 1 }];
    const names = Array.from({ length: 90 }, (_, index) => `S${String(index).padStart(2, "0")}`);
    for (let sales = 0; sales < 5; sales += 1) {
      await createSale({ sections: names.map((sectionId) => section({ sectionId, rows })) });
    }

    const first = await sweepSections(RUN, AT_ONCE);
    const position = await readSweepPosition();
    const second = await sweepSections(RUN, AT_ONCE);

    expect(first.sections).toBe(450);
    expect(position).not.toBe("");
    expect(second.sections).toBeGreaterThan(0);
    expect(second.sections).toBeLessThan(450);
    expect(await readSweepPosition()).toBe("");
    await saveSweepPosition("");
  });
});

describe("the sweep of top-ups", () => {
  const LONG_AGO = 3600;
  const sweep = (event: unknown = {}) => topUpSweep(event);
  const begin = async (ago = LONG_AGO) => {
    const name = { userId: `user-${randomUUID()}`, topUpId: `top_${randomUUID()}`, amount: 1000 };
    return (await beginTopUp(name, systemClock() - ago)).topUp;
  };
  const checkOf = ({ userId, topUpId }: { readonly userId: string; readonly topUpId: string }) => ({
    userId,
    topUpId,
    check: 1,
  });

  it("M3: a top-up whose check was lost is checked, and credited", async () => {
    const topUp = await begin();
    const approved = () => Promise.resolve({ kind: "approved", gatewayReference: "charge-1" } as const);
    // The positive control: nobody else would ask the gateway.
    expect((await readTopUp(topUp.userId, topUp.topUpId))?.status).toBe("PENDING");

    await sweep();
    await checkTopUps([checkOf(topUp)], { charge: approved, find: approved });

    expect(sent).toContainEqual(checkOf(topUp));
    expect((await readTopUp(topUp.userId, topUp.topUpId))?.status).toBe("SETTLED");
    expect(metrics.at(-1)).toMatchObject({ FunctionName: "sweep", TopUpsFollowedUp: sent.length });
  });

  it("M3: finds pending, approved and repeated top-ups, none that has an end, and none that is not late", async () => {
    const pending = await begin();
    const approved = await recordApproval(await begin(), "charge-1");
    const abandoned = await abandonTopUp(await begin());
    const repeated = await beginAgain(await abandonTopUp(await begin()), systemClock() - LONG_AGO);
    const declined = await declineTopUp(await begin(), "no money");
    const late = await begin(0);
    const request = { userId: pending.userId, idempotencyKey: "k", amount: 4000, amountMax: 1e6, balanceMax: 1e6 };
    const { entry } = await topUpBalance(request);
    sent = [];

    const { topUps } = await sweep();

    expect(topUps).toBe(3);
    expect(new Set(sent)).toEqual(new Set([pending, approved, repeated].map(checkOf)));
    for (const other of [abandoned, declined, late]) expect(sent).not.toContainEqual(checkOf(other));
    sent = [];
    // With the SQS queues lost, the one that is not late is checked too, and no settled one.
    await sweep({ everyMessageLost: true });
    expect(sent).toContainEqual(checkOf(late));
    expect(sent.map(({ topUpId }) => topUpId)).not.toContain(entry.reference);
  });

  it("a top-up that was followed up waits for its checks, so that the next run gets to others", async () => {
    const topUp = await begin();
    await sweep();
    sent = [];

    await sweep();

    expect(sent).not.toContainEqual(checkOf(topUp));
  });

  it("each top-up fails alone, and the run fails after all", async () => {
    const [refused, other] = [await begin(), await begin()];
    isRefusing = ({ topUpId }) => topUpId === refused.topUpId;

    await expect(sweep()).rejects.toThrow("The sweep of top-ups is not complete.");
    isRefusing = () => false;

    expect(sent).toContainEqual(checkOf(other));
    await sweep();
    expect(sent).toContainEqual(checkOf(refused));
  });

  it("reads nothing but what is unsettled, however long the history", async () => {
    for (const key of ["a", "b", "c", "d"]) {
      await topUpBalance({ userId: "rich", amount: 1, idempotencyKey: key, amountMax: 1e6, balanceMax: 1e6 });
    }
    await sweep({ everyMessageLost: true });

    const units = await unitsOf(() => sweep());

    expect(units.calls).toEqual(new Map([["QueryCommand", 8]]));
    expect(units.read).toBeLessThanOrEqual(8 * 0.5);
  });
});

/** The sweeps, which find what is not final when the messages that were to finish it are lost. */
import { randomUUID } from "node:crypto";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeEach, expect, it, jest } from "@jest/globals";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { admit, createSale, holdNow, NO_COOL_DOWN, people } = await import("#test/integration/support/sale.ts");
const { sweepTopUps } = await import("#functions/balance/sweep-top-ups.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { beginTopUp, declineTopUp, recordApproval } = await import("#functions/balance/top-up-store.ts");
const { releaseReservation } = await import("#functions/reservations/release-reservation.ts");
const { reservationKey } = await import("#functions/reservations/reservation-store.ts");
const { sweepHolds } = await import("#functions/reservations/sweep-holds.ts");
const { dynamo, scanUpTo, tableNamed } = await import("#functions/shared/dynamodb.ts");
const { sqs } = await import("#functions/shared/sqs.ts");
const { systemClock } = await import("#functions/shared/time.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

let sent: unknown[] = [];
beforeEach(() => {
  sent = [];
});
sqs.middlewareStack.add(
  () => (args) => {
    const { MessageBody: body } = args.input as { readonly MessageBody: string };
    sent.push(JSON.parse(body));
    return Promise.resolve({ output: { $metadata: {} }, response: {} });
  },
  { step: "initialize", name: "collect" },
);

it("M3: every top-up without an end is checked again, and no other", async () => {
  const begin = async (amount: number) => {
    const userId = `user-${randomUUID()}`;
    return (await beginTopUp({ userId, topUpId: `top_${randomUUID()}`, amount }, systemClock())).topUp;
  };
  const pending = await begin(1000);
  const approved = await recordApproval(await begin(2000), "charge-1");
  await declineTopUp(await begin(3000), "no money");
  const settled = { userId: pending.userId, idempotencyKey: "k", amount: 4000 };
  await topUpBalance({ ...settled, amountMax: 1e6, balanceMax: 1e6 });
  sent = [];

  const count = await sweepTopUps();

  expect(count).toBe(2);
  expect(new Set(sent)).toEqual(
    new Set([pending, approved].map(({ userId, topUpId }) => ({ userId, topUpId, check: 1 }))),
  );
});

it("S4: every hold is reminded of again, before or past its end, and no other, though one item is damaged", async () => {
  const { concertId, performance } = await createSale();
  const [first, second, third] = (await admit(concertId, people(3))).values();
  if (!first || !second || !third) throw new Error("no queue token");
  const live = await holdNow({ performance, queueToken: first, seatIds: ["A-1-1"] });
  const over = await holdNow({ performance, queueToken: second, seatIds: ["A-1-2"], holdSeconds: 0 });
  const { reservation: released } = await holdNow({ performance, queueToken: third, seatIds: ["A-1-3"] });
  await releaseReservation(released.reservationId, third.userId, NO_COOL_DOWN);
  await dynamo.send(
    new PutCommand({ TableName: tableNamed("reservations"), Item: { ...reservationKey("damaged"), status: "HELD" } }),
  );

  const count = await sweepHolds();

  expect(count).toBe(2);
  expect(new Set(sent)).toEqual(
    new Set([live, over].map(({ reservation: { reservationId, expiresAt } }) => ({ reservationId, expiresAt }))),
  );
});

it("A sweep ends at its bound, and reads no more of the table than it needs for it", async () => {
  const { concertId, performance } = await createSale();
  const [token] = (await admit(concertId, people(1))).values();
  if (!token) throw new Error("no queue token");
  for (const seatId of ["A-1-10", "A-1-11", "A-1-12", "A-1-13"]) {
    await holdNow({ performance, queueToken: token, seatIds: [seatId] });
  }

  const read: unknown[] = [];
  const found = await scanUpTo({ TableName: tableNamed("reservations"), Limit: 1 }, 2, (item) => read.push(item));

  expect([found.length, read.length]).toEqual([2, 2]);
});

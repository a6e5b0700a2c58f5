/** A charge on its way to the gateway and back: whatever is lost, late, doubled or broken off, it is settled exactly once. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { charge } = await import("#functions/balance/charge.ts");
const { CHECKS_MAX } = await import("#functions/balance/charge-queue.ts");
const { chargeIdOf, readCharge } = await import("#functions/balance/charge-store.ts");
const { checkCharges } = await import("#functions/balance/check-charges.ts");
const { handler: settleCharges } = await import("#functions/balance/settle-charge.ts");
const { simulatedGateway } = await import("#functions/balance/simulated-gateway.ts");
const { readSimulatedCharge } = await import("#functions/balance/simulated-gateway-store.ts");
const { dynamo } = await import("#functions/shared/dynamodb.ts");
const { sqs } = await import("#functions/shared/sqs.ts");
const { wait } = await import("#functions/shared/time.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const DECLINED = 19_001;
const ANSWER_LOST = 19_002;
const REQUEST_LOST = 19_003;
const ANSWER_LOST_WITH_CALLBACKS = 19_004;
const CALLBACKS_FIRST = 19_005;

const someone = (): string => `user-${randomUUID()}`;
const chargeOf = (userId: string, amount: number, idempotencyKey = "k1") =>
  charge({ userId, amount, idempotencyKey, amountMax: 1_000_000, balanceMax: 10_000_000 });

const callback = (userId: string, check?: number, idempotencyKey = "k1"): SQSEvent["Records"][number] =>
  ({
    messageId: randomUUID(),
    body: JSON.stringify({ userId, chargeId: chargeIdOf(userId, idempotencyKey), check }),
  }) as unknown as SQSEvent["Records"][number];

const deliver = (...Records: SQSEvent["Records"]) => settleCharges({ Records });
const statusOf = async (userId: string) => (await readCharge(userId, chargeIdOf(userId, "k1")))?.status;

/** M1: what the account says is what its entries say; returns the amounts of these. */
const soundAmounts = async (userId: string): Promise<readonly number[]> => {
  const [account, page] = await Promise.all([
    readAccount(userId, { consistent: true }),
    listEntries(userId, { limit: 100, before: undefined }),
  ]);
  const entries = page.items.toReversed();
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(account.balance).toBe(entries.reduce((sum, { amount }) => sum + amount, 0));
  expect(entries.every(({ counterAccount }) => counterAccount === "FUNDING")).toBe(true);
  return entries.map(({ amount }) => amount);
};

const timedOut = { code: "GATEWAY_TIMEOUT", headers: { "retry-after": "3" } };

describe("a charge that timed out", () => {
  it("M3: whose answer was lost is settled by its retry, once, and the gateway took the money once", async () => {
    const userId = someone();
    await expect(chargeOf(userId, ANSWER_LOST)).rejects.toMatchObject(timedOut);
    expect(await soundAmounts(userId)).toEqual([]);

    const retried = await chargeOf(userId, ANSWER_LOST);
    const again = await chargeOf(userId, ANSWER_LOST);

    expect([retried.isRepeat, again.isRepeat]).toEqual([false, true]);
    expect(again.entry).toEqual(retried.entry);
    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
  });

  it("M3: that never arrived is charged by its retry, once", async () => {
    const userId = someone();
    await expect(chargeOf(userId, REQUEST_LOST)).rejects.toMatchObject(timedOut);
    expect(await readSimulatedCharge(chargeIdOf(userId, "k1"))).toBeUndefined();

    await chargeOf(userId, REQUEST_LOST);

    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });

  it("M3: is settled by a callback, however often that comes, and the retry tells the same entry", async () => {
    const userId = someone();
    await expect(chargeOf(userId, ANSWER_LOST_WITH_CALLBACKS)).rejects.toMatchObject(timedOut);

    const results = [await deliver(callback(userId), callback(userId)), await deliver(callback(userId))];

    expect(results.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST_WITH_CALLBACKS]);
    expect(await chargeOf(userId, ANSWER_LOST_WITH_CALLBACKS)).toMatchObject({ entry: { seq: 1 }, isRepeat: true });
  });

  it("M3: is settled once if retries and callbacks come at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const userId = someone();
      await chargeOf(userId, ANSWER_LOST).catch(() => undefined);

      const [retries] = await Promise.all([
        Promise.all([1, 2, 3].map(() => chargeOf(userId, ANSWER_LOST))),
        ...[1, 2, 3].map(() => deliver(callback(userId), callback(userId, 1))),
      ]);

      expect(retries.map(({ entry }) => entry)).toEqual(retries.map(() => retries[0]?.entry));
      expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
    }
  });

  it("M3 positive control: without the condition on the charge, a retry and a callback credit it twice", async () => {
    const userId = someone();
    await chargeOf(userId, ANSWER_LOST).catch(() => undefined);
    const { settleApproved } = await import("#functions/balance/charge-settlement.ts");
    const pending = await readCharge(userId, chargeIdOf(userId, "k1"));
    if (!pending) throw new Error("no charge");
    await deliver(callback(userId));

    // A retry that had read the charge before the callback settled it.
    const settleStale = () => settleApproved(userId, [{ charge: pending, gatewayReference: "sim" }], { triesMax: 3 });
    expect((await settleStale()).found).toHaveLength(1);
    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
    await withoutCondition((write) => JSON.stringify(write["Key"] ?? "").includes("CHARGE#"), settleStale);

    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST, ANSWER_LOST]);
  });

  it("M3: that nobody retries is settled by its own check, which was sent before the gateway was asked", async () => {
    const userId = someone();
    await chargeOf(userId, ANSWER_LOST).catch(() => undefined);

    await deliver(callback(userId, 1));

    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
  });

  it("M3: that never arrived and nobody retries is abandoned after the last check; a late retry begins it again", async () => {
    const userId = someone();
    await chargeOf(userId, REQUEST_LOST).catch(() => undefined);

    await deliver(callback(userId));
    for (let check = 1; check < CHECKS_MAX; check += 1) await deliver(callback(userId, check));
    expect(await statusOf(userId)).toBe("PENDING");
    await deliver(callback(userId, CHECKS_MAX));
    expect(await statusOf(userId)).toBe("ABANDONED");

    await chargeOf(userId, REQUEST_LOST);
    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });

  it("M3: that was abandoned, but taken by the gateway after all, is still credited", async () => {
    const userId = someone();
    await chargeOf(userId, REQUEST_LOST).catch(() => undefined);
    await deliver(callback(userId, CHECKS_MAX));
    await simulatedGateway.charge({ userId, chargeId: chargeIdOf(userId, "k1"), amount: REQUEST_LOST, attempt: 2 });

    await deliver(callback(userId));

    expect(await statusOf(userId)).toBe("SETTLED");
    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });
});

describe("a gateway that", () => {
  it("declines: 402 with the reason, nothing is credited, and the key remembers it", async () => {
    const userId = someone();
    const declined = { code: "PAYMENT_DECLINED", evidence: { reason: "CARD_DECLINED" } };

    await expect(chargeOf(userId, DECLINED)).rejects.toMatchObject({ ...declined, headers: {} });
    await expect(chargeOf(userId, DECLINED)).rejects.toMatchObject({
      ...declined,
      headers: { "idempotency-replayed": "true" },
    });
    await deliver(callback(userId), callback(userId, 1));

    expect(await statusOf(userId)).toBe("DECLINED");
    expect(await soundAmounts(userId)).toEqual([]);
    await chargeOf(userId, 20_000, "k2");
    expect(await soundAmounts(userId)).toEqual([20_000]);
  });

  it("M3: calls back twice before it answers: one entry", async () => {
    const userId = someone();

    const callBack = async (): Promise<void> => {
      await wait(20);
      await deliver(callback(userId), callback(userId));
    };
    await Promise.all([chargeOf(userId, CALLBACKS_FIRST), callBack()]);

    expect(await soundAmounts(userId)).toEqual([CALLBACKS_FIRST]);
  });

  it("M3: has taken the money is not asked again while the account is contended, and the charge is not lost", async () => {
    const userId = someone();
    const asked: string[] = [];
    const counting = {
      charge: (request: Parameters<typeof simulatedGateway.charge>[0]) => {
        asked.push("charge");
        return simulatedGateway.charge(request);
      },
      find: (request: Parameters<typeof simulatedGateway.find>[0]) => {
        asked.push("find");
        return simulatedGateway.find(request);
      },
    };
    const limits = { amountMax: 1_000_000, balanceMax: 10_000_000 };
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);

    const charging = Promise.allSettled(
      keys.map((idempotencyKey) => charge({ userId, amount: 1000, idempotencyKey, ...limits }, counting)),
    );
    await wait(300);
    const checks = keys.map((key) => ({ userId, chargeId: chargeIdOf(userId, key) }));
    for (let start = 0; start < checks.length; start += 10) {
      await checkCharges(userId, checks.slice(start, start + 10), counting).catch(() => undefined);
    }
    await charging;
    await Promise.all(
      keys.map((idempotencyKey) => charge({ userId, amount: 1000, idempotencyKey, ...limits }, counting)),
    );

    expect(asked.filter((what) => what === "charge")).toHaveLength(30);
    expect(await soundAmounts(userId)).toEqual(keys.map(() => 1000));
  });
});

describe("an idempotency key", () => {
  it("refuses another amount, also while the charge is pending", async () => {
    const userId = someone();
    await chargeOf(userId, ANSWER_LOST).catch(() => undefined);

    await expect(chargeOf(userId, 5000)).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await chargeOf(userId, ANSWER_LOST);
    await expect(chargeOf(userId, 5000)).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
  });

  it("M2: a charge over the largest balance never reaches the gateway; an approved one is always credited", async () => {
    const userId = someone();
    const limits = { userId, amountMax: 20_000, balanceMax: 20_000 };
    await charge({ ...limits, amount: ANSWER_LOST, idempotencyKey: "k1" }).catch(() => undefined);
    await charge({ ...limits, amount: 15_000, idempotencyKey: "k2" });

    const refused = charge({ ...limits, amount: 15_000, idempotencyKey: "k3" });
    await expect(refused).rejects.toMatchObject({ code: "AMOUNT_OUT_OF_RANGE" });
    expect(await readSimulatedCharge(chargeIdOf(userId, "k3"))).toBeUndefined();

    await charge({ ...limits, amount: ANSWER_LOST, idempotencyKey: "k1" });
    expect(await soundAmounts(userId)).toEqual([15_000, ANSWER_LOST]);
  });
});

/** Breaks the call number `at` of a function, counted over DynamoDB and SQS: before it is sent, or after it took effect. */
const withCrash = async (at: number, when: "before" | "after", act: () => Promise<unknown>): Promise<boolean> => {
  let calls = 0;
  const crash = async <R>(send: () => Promise<R>): Promise<R> => {
    calls += 1;
    const isIt = calls === at;
    if (isIt && when === "before") throw new Error("crashed");
    const result = await send();
    if (isIt) throw new Error("crashed");
    return result;
  };
  const options = { step: "initialize", name: "crash", override: true } as const;
  dynamo.middlewareStack.add((next) => (args) => crash(() => next(args)), options);
  sqs.middlewareStack.add((next) => (args) => crash(() => next(args)), options);
  try {
    await act().catch(() => undefined);
  } finally {
    dynamo.middlewareStack.remove("crash");
    sqs.middlewareStack.remove("crash");
  }
  return calls >= at;
};

describe("a crash", () => {
  const steps = [1, 2, 3, 4, 5].flatMap((at) => (["before", "after"] as const).map((when) => [when, at] as const));

  it.each(steps)("M3: %s call %i of a charge: its retry brings it to one entry", async (when, at) => {
    const userId = someone();
    expect(await withCrash(at, when, () => chargeOf(userId, 20_000))).toBe(true);

    await chargeOf(userId, 20_000);
    await deliver(callback(userId), callback(userId, 1));

    expect(await soundAmounts(userId)).toEqual([20_000]);
  });

  it.each(steps)(
    "M3, M4: %s call %i of a charge nobody retries: credited if and only if it was taken",
    async (when, at) => {
      const userId = someone();
      await withCrash(at, when, () => chargeOf(userId, 20_000));

      const isWritten = (await statusOf(userId)) !== undefined;
      const { batchItemFailures } = await deliver(callback(userId, 1), callback(userId));
      const taken = await readSimulatedCharge(chargeIdOf(userId, "k1"));

      expect(batchItemFailures.length > 0).toBe(!isWritten);
      expect(await soundAmounts(userId)).toEqual(taken === undefined ? [] : [20_000]);
    },
  );

  it.each([1, 2, 3, 4])("M3: around call %i of settle-charge: its redelivery settles once", async (at) => {
    for (const when of ["before", "after"] as const) {
      const userId = someone();
      await chargeOf(userId, ANSWER_LOST).catch(() => undefined);
      let failures: unknown[] = [];
      await withCrash(at, when, async () => {
        failures = (await deliver(callback(userId, 1))).batchItemFailures;
      });

      expect(failures).toHaveLength(1);
      await deliver(callback(userId, 1));

      expect(await soundAmounts(userId)).toEqual([ANSWER_LOST]);
    }
  });
});

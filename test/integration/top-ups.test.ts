/** A top-up on its way to the gateway and back: whatever is lost, late, duplicated or interrupted, it is settled exactly once. */
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { SQSEvent } from "aws-lambda";
import { startTestEnvironment } from "#test/integration/support/test-environment.ts";

const environment = await startTestEnvironment();
const { listEntries, readAccount } = await import("#functions/balance/balance-store.ts");
const { topUpBalance } = await import("#functions/balance/top-up-balance.ts");
const { CHECKS_MAX } = await import("#functions/balance/top-up-check-messages.ts");
const { topUpIdOf, readTopUp } = await import("#functions/balance/top-up-store.ts");
const { checkTopUps } = await import("#functions/balance/check-top-ups.ts");
const { handler: checkHandler } = await import("#functions/balance/handlers/check-top-ups.ts");
const { simulatedGateway } = await import("#functions/balance/gateway/simulated-gateway.ts");
const { readSimulatedCharge } = await import("#functions/balance/gateway/simulated-gateway-store.ts");
const { dynamo } = await import("#functions/shared/dynamodb.ts");
const { sqs } = await import("#functions/shared/sqs.ts");
const { wait } = await import("#functions/shared/time.ts");
const { withoutCondition } = await import("#test/integration/support/dynamo-traffic.ts");

jest.setTimeout(120_000);
afterAll(() => environment.stop());

const DECLINED = 19_001;
const RESPONSE_LOST = 19_002;
const REQUEST_LOST = 19_003;
const RESPONSE_LOST_WITH_CALLBACKS = 19_004;
const CALLBACKS_FIRST = 19_005;

const someone = (): string => `user-${randomUUID()}`;
const topUpOf = (userId: string, amount: number, idempotencyKey = "k1") =>
  topUpBalance({ userId, amount, idempotencyKey, amountMax: 1_000_000, balanceMax: 10_000_000 });

const callback = (userId: string, check?: number, idempotencyKey = "k1"): SQSEvent["Records"][number] =>
  ({
    messageId: randomUUID(),
    body: JSON.stringify({ userId, topUpId: topUpIdOf(userId, idempotencyKey), check }),
  }) as unknown as SQSEvent["Records"][number];

const deliver = (...Records: SQSEvent["Records"]) => checkHandler({ Records });
const statusOf = async (userId: string) => (await readTopUp(userId, topUpIdOf(userId, "k1")))?.status;

/** M1: the account agrees with its entries. Returns their amounts. */
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

const timedOut = { code: "PAYMENT_PENDING", headers: { "retry-after": "3" } };

describe("a top-up that timed out", () => {
  it("M3: whose response was lost is settled by its retry, once, and the gateway took the money once", async () => {
    const userId = someone();
    await expect(topUpOf(userId, RESPONSE_LOST)).rejects.toMatchObject(timedOut);
    expect(await soundAmounts(userId)).toEqual([]);

    const retried = await topUpOf(userId, RESPONSE_LOST);
    const again = await topUpOf(userId, RESPONSE_LOST);

    expect([retried.isRepeat, again.isRepeat]).toEqual([false, true]);
    expect(again.entry).toEqual(retried.entry);
    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
  });

  it("M3: whose request never arrived is charged by its retry, once", async () => {
    const userId = someone();
    await expect(topUpOf(userId, REQUEST_LOST)).rejects.toMatchObject(timedOut);
    expect(await readSimulatedCharge(topUpIdOf(userId, "k1"))).toBeUndefined();

    await topUpOf(userId, REQUEST_LOST);

    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });

  it("M3: is settled by a callback, however often that comes, and the retry returns the same entry", async () => {
    const userId = someone();
    await expect(topUpOf(userId, RESPONSE_LOST_WITH_CALLBACKS)).rejects.toMatchObject(timedOut);

    const results = [await deliver(callback(userId), callback(userId)), await deliver(callback(userId))];

    expect(results.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST_WITH_CALLBACKS]);
    expect(await topUpOf(userId, RESPONSE_LOST_WITH_CALLBACKS)).toMatchObject({ entry: { seq: 1 }, isRepeat: true });
  });

  it("M3: is settled once if retries and callbacks come at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const userId = someone();
      await topUpOf(userId, RESPONSE_LOST).catch(() => undefined);

      const [retries] = await Promise.all([
        Promise.all([1, 2, 3].map(() => topUpOf(userId, RESPONSE_LOST))),
        ...[1, 2, 3].map(() => deliver(callback(userId), callback(userId, 1))),
      ]);

      expect(retries.map(({ entry }) => entry)).toEqual(retries.map(() => retries[0]?.entry));
      expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
    }
  });

  it("M3 positive control: without the condition on the top-up, a retry and a callback credit it twice", async () => {
    const userId = someone();
    await topUpOf(userId, RESPONSE_LOST).catch(() => undefined);
    const { settleApproved } = await import("#functions/balance/top-up-settlement.ts");
    const pending = await readTopUp(userId, topUpIdOf(userId, "k1"));
    if (!pending) throw new Error("no top-up");
    await deliver(callback(userId));

    // A retry that read the top-up before the callback settled it.
    const settleStale = () => settleApproved(userId, [{ topUp: pending, gatewayReference: "sim" }], { triesMax: 3 });
    expect((await settleStale()).alreadySettled).toHaveLength(1);
    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
    await withoutCondition((write) => JSON.stringify(write["Key"] ?? "").includes("TOP_UP#"), settleStale);

    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST, RESPONSE_LOST]);
  });

  it("M3: that nobody retries is settled by its own check, which was sent before the gateway was asked", async () => {
    const userId = someone();
    await topUpOf(userId, RESPONSE_LOST).catch(() => undefined);

    await deliver(callback(userId, 1));

    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
  });

  it("M3: whose request never arrived and nobody retries is abandoned after the last check; a late retry begins it again", async () => {
    const userId = someone();
    await topUpOf(userId, REQUEST_LOST).catch(() => undefined);

    await deliver(callback(userId));
    for (let check = 1; check < CHECKS_MAX; check += 1) await deliver(callback(userId, check));
    expect(await statusOf(userId)).toBe("PENDING");
    await deliver(callback(userId, CHECKS_MAX));
    expect(await statusOf(userId)).toBe("ABANDONED");

    await topUpOf(userId, REQUEST_LOST);
    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });

  it("M3: that was abandoned, but taken by the gateway after all, is still credited", async () => {
    const userId = someone();
    await topUpOf(userId, REQUEST_LOST).catch(() => undefined);
    await deliver(callback(userId, CHECKS_MAX));
    await simulatedGateway.charge({ userId, topUpId: topUpIdOf(userId, "k1"), amount: REQUEST_LOST, attempt: 2 });

    await deliver(callback(userId));

    expect(await statusOf(userId)).toBe("SETTLED");
    expect(await soundAmounts(userId)).toEqual([REQUEST_LOST]);
  });
});

describe("a gateway that", () => {
  it("declines: 402 with the reason, nothing is credited, and the refusal is replayed", async () => {
    const userId = someone();
    const declined = { code: "PAYMENT_DECLINED", evidence: { reason: "CARD_DECLINED" } };

    await expect(topUpOf(userId, DECLINED)).rejects.toMatchObject({ ...declined, headers: {} });
    await expect(topUpOf(userId, DECLINED)).rejects.toMatchObject({
      ...declined,
      headers: { "idempotency-replayed": "true" },
    });
    await deliver(callback(userId), callback(userId, 1));

    expect(await statusOf(userId)).toBe("DECLINED");
    expect(await soundAmounts(userId)).toEqual([]);
    await topUpOf(userId, 20_000, "k2");
    expect(await soundAmounts(userId)).toEqual([20_000]);
  });

  it("M3: calls back twice before it responds: one entry", async () => {
    const userId = someone();

    const callBack = async (): Promise<void> => {
      await wait(20);
      await deliver(callback(userId), callback(userId));
    };
    await Promise.all([topUpOf(userId, CALLBACKS_FIRST), callBack()]);

    expect(await soundAmounts(userId)).toEqual([CALLBACKS_FIRST]);
  });

  it("M3: has taken the money is not asked again while the account is contended, and the top-up is not lost", async () => {
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

    const toppingUp = Promise.allSettled(
      keys.map((idempotencyKey) => topUpBalance({ userId, amount: 1000, idempotencyKey, ...limits }, counting)),
    );
    await wait(300);
    const checks = keys.map((key) => ({ userId, topUpId: topUpIdOf(userId, key) }));
    for (let start = 0; start < checks.length; start += 10) {
      await checkTopUps(checks.slice(start, start + 10), counting);
    }
    await toppingUp;
    await Promise.all(
      keys.map((idempotencyKey) => topUpBalance({ userId, amount: 1000, idempotencyKey, ...limits }, counting)),
    );

    expect(asked.filter((what) => what === "charge")).toHaveLength(30);
    expect(await soundAmounts(userId)).toEqual(keys.map(() => 1000));
  });
});

describe("an idempotency key", () => {
  it("refuses another amount, also while the top-up is pending", async () => {
    const userId = someone();
    await topUpOf(userId, RESPONSE_LOST).catch(() => undefined);

    await expect(topUpOf(userId, 5000)).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    await topUpOf(userId, RESPONSE_LOST);
    await expect(topUpOf(userId, 5000)).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
  });

  it("M2: a top-up over the largest balance never reaches the gateway; an approved one is always credited", async () => {
    const userId = someone();
    const limits = { userId, amountMax: 20_000, balanceMax: 20_000 };
    await topUpBalance({ ...limits, amount: RESPONSE_LOST, idempotencyKey: "k1" }).catch(() => undefined);
    await topUpBalance({ ...limits, amount: 15_000, idempotencyKey: "k2" });

    const refused = topUpBalance({ ...limits, amount: 15_000, idempotencyKey: "k3" });
    await expect(refused).rejects.toMatchObject({ code: "AMOUNT_OUT_OF_RANGE" });
    expect(await readSimulatedCharge(topUpIdOf(userId, "k3"))).toBeUndefined();

    await topUpBalance({ ...limits, amount: RESPONSE_LOST, idempotencyKey: "k1" });
    expect(await soundAmounts(userId)).toEqual([15_000, RESPONSE_LOST]);
  });
});

/** Breaks call number `at` of a function, counted over DynamoDB and SQS: before it is sent, or after it took effect. */
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

  it.each(steps)("M3: %s call %i of a top-up: after its retry there is one entry", async (when, at) => {
    const userId = someone();
    expect(await withCrash(at, when, () => topUpOf(userId, 20_000))).toBe(true);

    await topUpOf(userId, 20_000);
    await deliver(callback(userId), callback(userId, 1));

    expect(await soundAmounts(userId)).toEqual([20_000]);
  });

  it.each(steps)(
    "M3, M4: %s call %i of a top-up that nobody retries: credited if and only if the money was taken",
    async (when, at) => {
      const userId = someone();
      await withCrash(at, when, () => topUpOf(userId, 20_000));

      const isWritten = (await statusOf(userId)) !== undefined;
      const { batchItemFailures } = await deliver(callback(userId, 1), callback(userId));
      const taken = await readSimulatedCharge(topUpIdOf(userId, "k1"));

      expect(batchItemFailures.length > 0).toBe(!isWritten);
      expect(await soundAmounts(userId)).toEqual(taken === undefined ? [] : [20_000]);
    },
  );

  it.each([1, 2, 3, 4])("M3: around call %i of the check: its redelivery settles once", async (at) => {
    for (const when of ["before", "after"] as const) {
      const userId = someone();
      await topUpOf(userId, RESPONSE_LOST).catch(() => undefined);
      let failures: unknown[] = [];
      await withCrash(at, when, async () => {
        failures = (await deliver(callback(userId, 1))).batchItemFailures;
      });

      expect(failures).toHaveLength(1);
      await deliver(callback(userId, 1));

      expect(await soundAmounts(userId)).toEqual([RESPONSE_LOST]);
    }
  });
});

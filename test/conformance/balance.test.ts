import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  charged,
  expectLedgerToAddUp,
  readAll,
  readBalance,
  readStatement,
  topUp,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Balance, LedgerEntry } from "#test/conformance/support/shapes.ts";
import { newUser, newUsers } from "#test/conformance/support/users.ts";

/** The largest charge and balance, as the service tells them. */
const readLimits = async () => {
  const problem = expectProblem(await topUp(await newUser(), 0), 422, "AMOUNT_OUT_OF_RANGE");
  expect(problem).toMatchObject({ amountMax: expect.any(Number), balanceMax: expect.any(Number) });
  return { amountMax: problem["amountMax"] as number, balanceMax: problem["balanceMax"] as number };
};

describe("The balance", () => {
  test("GET balance: 0 for a new user", async () => {
    const answer = await call<Balance>("GET", "/v1/balance", { user: await newUser() });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ balance: 0, updatedAt: null });
  });

  test("POST charges: 201 with the ledger entry", async () => {
    const user = await newUser();

    const answer = await topUp(user, 200_000);

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ seq: 1, kind: "TOP_UP", amount: 200_000, balanceAfter: 200_000 });
    expect(answer.body.counterAccount).toBe("FUNDING");
    expect(await readBalance(user)).toBe(200_000);
    expect(await readStatement(user)).toEqual([answer.body]);
  });

  test("one user's charge is not another's", async () => {
    const [payer, other] = await newUsers(2);

    await charged(payer, 1000);

    expect(await readBalance(other)).toBe(0);
    expect(await readStatement(other)).toEqual([]);
  });

  test("GET entries: newest first, page by page", async () => {
    const user = await newUser();
    for (const amount of [100, 200, 300, 400, 500]) await charged(user, amount);

    const entries = await readAll<LedgerEntry>(user, "/v1/balance/entries", 2);

    expect(entries.map((entry) => entry.amount)).toEqual([500, 400, 300, 200, 100]);
    expect(entries.map((entry) => entry.seq)).toEqual([5, 4, 3, 2, 1]);
  });

  test("a cursor of one user leads nowhere in another's statement", async () => {
    const [owner, other] = await newUsers(2);
    for (const amount of [100, 200, 300]) await charged(owner, amount);
    await charged(other, 7);
    const page = await call<{ nextCursor: string }>("GET", "/v1/balance/entries?limit=1", { user: owner });

    const answer = await call<{ items: readonly LedgerEntry[] }>(
      "GET",
      `/v1/balance/entries?cursor=${page.body.nextCursor}`,
      { user: other },
    );

    if (answer.status === 200) expect(answer.body.items.every((entry) => entry.amount === 7)).toBe(true);
    else expectInvalid(answer);
  });

  test.each(["limit=0", "limit=101", "limit=-1", "limit=1e1x", "cursor=***", "cursor=AAAA"])(
    "GET entries?%s: 400",
    async (query) => {
      expectInvalid(await call("GET", `/v1/balance/entries?${query}`, { user: await newUser() }));
    },
  );

  test("M1: after any history of charges the entries add up to the balance", async () => {
    // Odd sums, but none of the test amounts of the simulated gateway, which end in 9 and three more digits.
    const amount = fc.integer({ min: 1, max: 100_000 }).filter((won) => won % 10_000 < 9000);
    const history = fc.array(amount, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, async (amounts) => {
        const user = await newUser();
        for (const amount of amounts) await charged(user, amount);

        await expectLedgerToAddUp(user);
        expect(await readBalance(user)).toBe(amounts.reduce((sum, amount) => sum + amount, 0));
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

describe("M2: an amount is a whole number of won within the limits", () => {
  test.each([
    ["0", 0],
    ["negative", -1],
    ["very negative", -1_000_000],
  ])("AMOUNT_OUT_OF_RANGE: %s", async (_, amount) => {
    const user = await newUser();

    expectProblem(await topUp(user, amount), 422, "AMOUNT_OUT_OF_RANGE");
    expect(await readBalance(user)).toBe(0);
  });

  test("AMOUNT_OUT_OF_RANGE: one more than the largest charge, which itself is taken", async () => {
    const { amountMax } = await readLimits();
    const user = await newUser();

    expectProblem(await topUp(user, amountMax + 1), 422, "AMOUNT_OUT_OF_RANGE");
    expect((await topUp(user, amountMax)).status).toBe(201);
    expect(await readBalance(user)).toBe(amountMax);
  });

  test("AMOUNT_OUT_OF_RANGE: a charge that would take the balance over its limit", async () => {
    const { amountMax, balanceMax } = await readLimits();
    const user = await newUser();
    for (let balance = 0; balance + amountMax <= balanceMax; balance += amountMax) await charged(user, amountMax);
    const balance = await readBalance(user);

    expectProblem(await topUp(user, balanceMax - balance + 1), 422, "AMOUNT_OUT_OF_RANGE");
    expect(await readBalance(user)).toBe(balance);
  });

  test.each([
    ["fractional", '{"amount":1000.5}'],
    ["text", '{"amount":"1000"}'],
    ["missing", "{}"],
    ["null", '{"amount":null}'],
    ["a list", '{"amount":[1000]}'],
    ["a truth value", '{"amount":true}'],
    ["huge", '{"amount":1e21}'],
    ["not exact", '{"amount":9007199254740993}'],
    ["beyond any number", '{"amount":1e999}'],
    ["with a balance beside it", '{"amount":1000,"balance":5}'],
  ])("%s: 400 or 422, and nothing is charged", async (_, rawBody) => {
    const user = await newUser();

    const answer = await call("POST", "/v1/balance/top-ups", { user, key: newKey(), rawBody });

    expect([400, 422]).toContain(answer.status);
    expect(await readStatement(user)).toEqual([]);
  });
});

describe("Parallel charges", () => {
  test("M3: 30 with one key: one entry", async () => {
    const user = await newUser();
    const key = newKey();

    const attempts = await Promise.all(Array.from({ length: 30 }, () => persist(() => topUp(user, 5000, key))));

    for (const { statuses } of attempts) expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(attempts.map(({ answer }) => answer.status)).toEqual(attempts.map(() => 201));
    expect(new Set(attempts.map(({ answer }) => answer.text)).size).toBe(1);
    expect(await readStatement(user)).toHaveLength(1);
    expect(await readBalance(user)).toBe(5000);
  });

  test("M1: 30 with a key each by a client that obeys Retry-After: the exact sum, no gap", async () => {
    const user = await newUser();
    const amounts = Array.from({ length: 30 }, (_, index) => 1000 + index);

    const attempts = await Promise.all(
      amounts.map((amount) => {
        const key = newKey();
        return persist(() => topUp(user, amount, key));
      }),
    );

    for (const { answer, statuses } of attempts) {
      expect(answer.status).toBe(201);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
    }
    await expectLedgerToAddUp(user);
    const entries = await readStatement(user);
    expect(entries.map((entry) => entry.amount).toSorted((a, b) => a - b)).toEqual(amounts);
  });
});

import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  expectLedgerToAddUp,
  readAll,
  readBalance,
  readStatement,
  toppedUp,
  topUp,
} from "#test/conformance/support/bookings.ts";
import { call, newKey } from "#test/conformance/support/client.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { expectInvalid, expectProblem } from "#test/conformance/support/problem.ts";
import type { Balance, LedgerEntry } from "#test/conformance/support/shapes.ts";
import { newUser, newUsers } from "#test/conformance/support/users.ts";

/** The largest top-up and balance, as the service reports them. */
const readLimits = async () => {
  const problem = expectProblem(await topUp(await newUser(), 0), 422, "AMOUNT_OUT_OF_RANGE");
  expect(problem).toMatchObject({ amountMax: expect.any(Number), balanceMax: expect.any(Number) });
  return { amountMax: problem["amountMax"] as number, balanceMax: problem["balanceMax"] as number };
};

describe("The balance", () => {
  test("GET balance: 0 for a new user", async () => {
    const response = await call<Balance>("GET", "/v1/balance", { user: await newUser() });

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ balance: 0, updatedAt: null });
  });

  test("POST top-ups: 201 with the ledger entry", async () => {
    const user = await newUser();

    const response = await topUp(user, 200_000);

    expect(response.status).toBe(201);
    expect(response.body).toMatchObject({ seq: 1, kind: "TOP_UP", amount: 200_000, balanceAfter: 200_000 });
    expect(response.body.counterAccount).toBe("FUNDING");
    expect(await readBalance(user)).toBe(200_000);
    expect(await readStatement(user)).toEqual([response.body]);
  });

  test("a top-up changes only its own user's balance", async () => {
    const [payer, other] = await newUsers(2);

    await toppedUp(payer, 1000);

    expect(await readBalance(other)).toBe(0);
    expect(await readStatement(other)).toEqual([]);
  });

  test("GET entries: newest first, page by page", async () => {
    const user = await newUser();
    for (const amount of [100, 200, 300, 400, 500]) await toppedUp(user, amount);

    const entries = await readAll<LedgerEntry>(user, "/v1/balance/entries", 2);

    expect(entries.map((entry) => entry.amount)).toEqual([500, 400, 300, 200, 100]);
    expect(entries.map((entry) => entry.seq)).toEqual([5, 4, 3, 2, 1]);
  });

  test("one user's cursor does not work in another's statement", async () => {
    const [owner, other] = await newUsers(2);
    for (const amount of [100, 200, 300]) await toppedUp(owner, amount);
    await toppedUp(other, 7);
    const page = await call<{ nextCursor: string }>("GET", "/v1/balance/entries?limit=1", { user: owner });

    const response = await call<{ items: readonly LedgerEntry[] }>(
      "GET",
      `/v1/balance/entries?cursor=${page.body.nextCursor}`,
      { user: other },
    );

    if (response.status === 200) expect(response.body.items.every((entry) => entry.amount === 7)).toBe(true);
    else expectInvalid(response);
  });

  test.each(["limit=0", "limit=101", "limit=-1", "limit=1e1x", "cursor=***", "cursor=AAAA"])(
    "GET entries?%s: 400",
    async (query) => {
      expectInvalid(await call("GET", `/v1/balance/entries?${query}`, { user: await newUser() }));
    },
  );

  test("M1: after any sequence of top-ups the entries add up to the balance", async () => {
    // Odd amounts, but not the test amounts of the simulated gateway, which end in 9 and three more digits.
    const amount = fc.integer({ min: 1, max: 100_000 }).filter((won) => won % 10_000 < 9000);
    const history = fc.array(amount, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, async (amounts) => {
        const user = await newUser();
        for (const amount of amounts) await toppedUp(user, amount);

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

  test("AMOUNT_OUT_OF_RANGE: one won more than the largest top-up, which itself is accepted", async () => {
    const { amountMax } = await readLimits();
    const user = await newUser();

    expectProblem(await topUp(user, amountMax + 1), 422, "AMOUNT_OUT_OF_RANGE");
    expect((await topUp(user, amountMax)).status).toBe(201);
    expect(await readBalance(user)).toBe(amountMax);
  });

  test("AMOUNT_OUT_OF_RANGE: a top-up that would raise the balance above its limit", async () => {
    const { amountMax, balanceMax } = await readLimits();
    const user = await newUser();
    for (let balance = 0; balance + amountMax <= balanceMax; balance += amountMax) await toppedUp(user, amountMax);
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
    ["a boolean", '{"amount":true}'],
    ["huge", '{"amount":1e21}'],
    ["too large to be exact", '{"amount":9007199254740993}'],
    ["infinite", '{"amount":1e999}'],
    ["with an extra balance", '{"amount":1000,"balance":5}'],
  ])("%s: 400 or 422, and nothing is topped up", async (_, rawBody) => {
    const user = await newUser();

    const response = await call("POST", "/v1/balance/top-ups", { user, key: newKey(), rawBody });

    expect([400, 422]).toContain(response.status);
    expect(await readStatement(user)).toEqual([]);
  });
});

describe("Parallel top-ups", () => {
  test("M3: 30 with one key: one entry", async () => {
    const user = await newUser();
    const key = newKey();

    const attempts = await Promise.all(Array.from({ length: 30 }, () => persist(() => topUp(user, 5000, key))));

    for (const { statuses } of attempts) expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(attempts.map(({ response }) => response.status)).toEqual(attempts.map(() => 201));
    expect(new Set(attempts.map(({ response }) => response.text)).size).toBe(1);
    expect(await readStatement(user)).toHaveLength(1);
    expect(await readBalance(user)).toBe(5000);
  });

  test("M1: 30 with their own keys, by a client that obeys Retry-After: the exact sum, no gap", async () => {
    const user = await newUser();
    const amounts = Array.from({ length: 30 }, (_, index) => 1000 + index);

    const attempts = await Promise.all(
      amounts.map((amount) => {
        const key = newKey();
        return persist(() => topUp(user, amount, key));
      }),
    );

    for (const { response, statuses } of attempts) {
      expect(response.status).toBe(201);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
    }
    await expectLedgerToAddUp(user);
    const entries = await readStatement(user);
    expect(entries.map((entry) => entry.amount).toSorted((a, b) => a - b)).toEqual(amounts);
  });
});

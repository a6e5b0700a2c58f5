/** Top-ups at a gateway that declines, loses requests and responses, and calls back twice: the simulated one, by its test amounts. */
import { describe, expect, test } from "@jest/globals";
import {
  expectLedgerToAddUp,
  held,
  pay,
  readBalance,
  readStatement,
  toppedUp,
  topUp,
} from "#test/conformance/support/bookings.ts";
import { type ApiResponse, isReplayed, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { persist, until } from "#test/conformance/support/polling.ts";
import { expectProblem } from "#test/conformance/support/problem.ts";
import { admitNew } from "#test/conformance/support/queue.ts";
import { crowd, newUser, newUsers, operator, testWith } from "#test/conformance/support/users.ts";

const DECLINED = 19_001;
const RESPONSE_LOST = 19_002;
const REQUEST_LOST = 19_003;
const RESPONSE_LOST_WITH_CALLBACKS = 19_004;
const CALLBACKS_FIRST = 19_005;

const RACE_SECONDS_MAX = 180;
/** A client that obeys Retry-After sends a top-up at most this often, however many race for the account. */
const SENT_MAX = 4;

describe("A top-up", () => {
  test("PAYMENT_DECLINED: nothing is charged, a retry gets the same response, a new key may try again", async () => {
    const user = await newUser();
    const key = newKey();

    const [first, second] = [await topUp(user, DECLINED, key), await topUp(user, DECLINED, key)];

    expect(expectProblem(first, 402, "PAYMENT_DECLINED")).toMatchObject({ reason: expect.any(String) });
    expectProblem(second, 402, "PAYMENT_DECLINED");
    expect([isReplayed(first), isReplayed(second)]).toEqual([false, true]);
    expect(await readStatement(user)).toEqual([]);
    expect((await topUp(user, 20_000)).status).toBe(201);
  });

  test.each([
    ["whose response is lost", RESPONSE_LOST],
    ["whose request is lost", REQUEST_LOST],
    ["whose response is lost while callbacks come", RESPONSE_LOST_WITH_CALLBACKS],
  ])("M3, PAYMENT_PENDING: %s is settled once by a client that obeys Retry-After", async (_, amount) => {
    const user = await newUser();
    const key = newKey();
    expectProblem(await topUp(user, amount, key), 503, "PAYMENT_PENDING");

    const { response } = await persist(() => topUp(user, amount, key));
    const again = await topUp(user, amount, key);

    expect(response.status).toBe(201);
    expect([again.status, again.text]).toEqual([201, response.text]);
    expect(await readBalance(user)).toBe(amount);
    await expectLedgerToAddUp(user);
  });

  test.each([
    ["by its own check", RESPONSE_LOST],
    ["by a callback that comes twice", RESPONSE_LOST_WITH_CALLBACKS],
  ])("M3: that timed out and is never retried is settled once, %s", async (_, amount) => {
    const user = await newUser();
    expectProblem(await topUp(user, amount), 503, "PAYMENT_PENDING");

    const entries = await until("the top-up is settled", async () => {
      const statement = await readStatement(user);
      return statement.length > 0 ? statement : undefined;
    });

    expect(entries).toMatchObject([{ kind: "TOP_UP", amount, counterAccount: "FUNDING" }]);
    await expectLedgerToAddUp(user);
  });

  test("M3: with two callbacks before the response makes one entry", async () => {
    const user = await newUser();

    const key = newKey();
    const { response } = await persist(() => topUp(user, CALLBACKS_FIRST, key));

    expect(response.status).toBe(201);
    expect(await readStatement(user)).toEqual([response.body]);
  });
});

// After the tests above, in the same file: beside a crowd they would be refused with 429.
describe("Races for one account", () => {
  test(
    "M1, M3: 300 top-ups at once with their own keys: the exact sum, an entry each without a gap, no 5xx, few retries",
    async () => {
      const [user, other] = await newUsers(2);
      const rivals = crowd(300);
      // A crowd meets a warm service, not one that is just starting.
      for (let amount = 1000; amount < 1030; amount += 1) await toppedUp(other, amount);

      const attempts = await Promise.all(
        Array.from({ length: rivals }, () => {
          const key = newKey();
          return persist(() => topUp(user, 1000, key));
        }),
      );

      expect(new Set(attempts.map(({ response }) => response.status))).toEqual(new Set([201]));
      expect(attempts.flatMap(({ statuses }) => statuses).filter((status) => status >= 500)).toEqual([]);
      expect(Math.max(...attempts.map(({ statuses }) => statuses.length))).toBeLessThanOrEqual(SENT_MAX);
      expect(await readBalance(user)).toBe(rivals * 1000);
      expect(await readStatement(user)).toHaveLength(rivals);
      await expectLedgerToAddUp(user);
    },
    RACE_SECONDS_MAX * 1000,
  );

  testWith(operator)(
    "M2, M3: payments of 4,000, 2,000 and 3,500 at once from 5,000 points: an outcome that some order explains",
    async () => {
      const prices = [4000, 2000, 3500];
      const { concertId } = await openConcert();
      const performances = await Promise.all(prices.map((price) => addPerformance(concertId, { seats: 3, price })));
      const guests = await admitNew(concertId, 3);
      await Promise.all(
        guests.map(async (guest, index) => {
          const { user } = guest;
          await toppedUp(user, 5000);
          const holds = [];
          for (const { performanceId } of performances)
            holds.push(await held(guest, performanceId, [`A-1-${index + 1}`]));

          const attempts = await Promise.all(
            holds.map(({ reservationId }) => {
              const key = newKey();
              return persist(() => pay(user, reservationId, key));
            }),
          );

          const observed = attempts.map(({ response }) => observedOutcome(response));
          expect(ordersOf(prices).map((order) => expectedOutcomes(prices, order, 5000))).toContainEqual(observed);
          expect(await readBalance(user)).toBe(5000 - paidIn(prices, observed));
          await expectLedgerToAddUp(user);
        }),
      );
    },
    RACE_SECONDS_MAX * 1000,
  );
});

/** The response to one payment: the balance after it, or the missing amount. */
interface PaymentOutcome {
  readonly status: number;
  readonly won: unknown;
}

const observedOutcome = ({ status, body }: ApiResponse<unknown>): PaymentOutcome => {
  const { balanceAfter, missing } = body as { readonly balanceAfter?: number; readonly missing?: number };
  return { status, won: balanceAfter ?? missing };
};

const paidIn = (prices: readonly number[], outcomes: readonly PaymentOutcome[]): number =>
  prices.reduce((sum, price, index) => (outcomes[index]?.status === 201 ? sum + price : sum), 0);

/** The outcome of each payment if they are made one after the other, in this order. */
const expectedOutcomes = (
  prices: readonly number[],
  order: readonly number[],
  points: number,
): readonly PaymentOutcome[] => {
  const outcomes: PaymentOutcome[] = [];
  let balance = points;
  for (const index of order) {
    const price = prices[index] ?? 0;
    const isCovered = price <= balance;
    if (isCovered) balance -= price;
    outcomes[index] = isCovered ? { status: 201, won: balance } : { status: 402, won: price - balance };
  }
  return outcomes;
};

/** Every order of the payments. */
const ordersOf = (prices: readonly number[]): readonly (readonly number[])[] => {
  const extend = (order: readonly number[]): readonly (readonly number[])[] => {
    const left = prices.map((_, index) => index).filter((index) => !order.includes(index));
    return left.length === 0 ? [order] : left.flatMap((index) => extend([...order, index]));
  };
  return extend([]);
};

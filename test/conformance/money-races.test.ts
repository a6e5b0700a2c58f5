import { describe, expect, test } from "@jest/globals";
import {
  charge,
  charged,
  expectLedgerToAddUp,
  held,
  pay,
  readBalance,
  readStatement,
} from "#test/conformance/support/bookings.ts";
import { type Answer, newKey } from "#test/conformance/support/client.ts";
import { addPerformance, openConcert } from "#test/conformance/support/concerts.ts";
import { admitNew } from "#test/conformance/support/line.ts";
import { persist } from "#test/conformance/support/polling.ts";
import { newUser, operator, testWith } from "#test/conformance/support/users.ts";

const RACE_SECONDS_MAX = 180;
/** A client that obeys Retry-After sends a charge no more often, however many race for the account. */
const SENT_MAX = 4;

describe("Races for one account", () => {
  test(
    "M1, M3: 300 charges at once with a key each: the exact sum, 300 entries without gap, no 5xx, none sent often",
    async () => {
      const user = await newUser();

      const attempts = await Promise.all(
        Array.from({ length: 300 }, () => {
          const key = newKey();
          return persist(() => charge(user, 1000, key));
        }),
      );

      expect(new Set(attempts.map(({ answer }) => answer.status))).toEqual(new Set([201]));
      expect(attempts.flatMap(({ statuses }) => statuses).filter((status) => status >= 500)).toEqual([]);
      expect(Math.max(...attempts.map(({ statuses }) => statuses.length))).toBeLessThanOrEqual(SENT_MAX);
      expect(await readBalance(user)).toBe(300_000);
      expect(await readStatement(user)).toHaveLength(300);
      await expectLedgerToAddUp(user);
    },
    RACE_SECONDS_MAX * 1000,
  );

  testWith(operator)(
    "M2, M3: payments of 4,000, 2,000 and 3,500 at once on 5,000 points: an outcome that some order explains",
    async () => {
      const prices = [4000, 2000, 3500];
      const { concertId } = await openConcert();
      const performances = await Promise.all(prices.map((price) => addPerformance(concertId, { seats: 3, price })));
      const guests = await admitNew(concertId, 3);
      await Promise.all(
        guests.map(async (guest, index) => {
          const { user } = guest;
          await charged(user, 5000);
          const holds = [];
          for (const { performanceId } of performances)
            holds.push(await held(guest, performanceId, [`A-1-${index + 1}`]));

          const attempts = await Promise.all(
            holds.map(({ reservationId }) => {
              const key = newKey();
              return persist(() => pay(user, reservationId, key));
            }),
          );

          const observed = attempts.map(({ answer }) => toldBy(answer));
          expect(ordersOf(prices).map((order) => outcomeOf(prices, order, 5000))).toContainEqual(observed);
          expect(await readBalance(user)).toBe(5000 - paidIn(prices, observed));
          await expectLedgerToAddUp(user);
        }),
      );
    },
    RACE_SECONDS_MAX * 1000,
  );
});

/** What somebody was told about one payment: the balance after it, or how much was missing. */
interface Told {
  readonly status: number;
  readonly won: unknown;
}

const toldBy = ({ status, body }: Answer<unknown>): Told => {
  const { balanceAfter, missing } = body as { readonly balanceAfter?: number; readonly missing?: number };
  return { status, won: balanceAfter ?? missing };
};

const paidIn = (prices: readonly number[], outcome: readonly Told[]): number =>
  prices.reduce((sum, price, index) => (outcome[index]?.status === 201 ? sum + price : sum), 0);

/** What each payment comes to if they are made one after the other, in this order. */
const outcomeOf = (prices: readonly number[], order: readonly number[], points: number): readonly Told[] => {
  const told: Told[] = [];
  let balance = points;
  for (const index of order) {
    const price = prices[index] ?? 0;
    const isCovered = price <= balance;
    if (isCovered) balance -= price;
    told[index] = isCovered ? { status: 201, won: balance } : { status: 402, won: price - balance };
  }
  return told;
};

/** Every order of the payments. */
const ordersOf = (prices: readonly number[]): readonly (readonly number[])[] => {
  const extend = (order: readonly number[]): readonly (readonly number[])[] => {
    const left = prices.map((_, index) => index).filter((index) => !order.includes(index));
    return left.length === 0 ? [order] : left.flatMap((index) => extend([...order, index]));
  };
  return extend([]);
};

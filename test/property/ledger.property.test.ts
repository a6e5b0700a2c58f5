import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type Account,
  EMPTY_ACCOUNT,
  type Entry,
  type Fees,
  FUNDING,
  type Movement,
  nextEntry,
  postingsOf,
  takingsOf,
} from "#functions/balance/rules/ledger.ts";

const won = fc.integer({ min: 1, max: 500_000 });
const wonOrNothing = fc.oneof(fc.constant(0), won);
const concertId = fc.constantFrom("con_1", "con_2", "con_3");

/** A payment of seats and their booking fees; 0 won for free seats. */
const payment = fc.record({ concertId, price: wonOrNothing, bookingFees: wonOrNothing }).map(
  ({ price, bookingFees, ...of }): Movement => ({
    kind: "PAYMENT",
    counterAccount: takingsOf(of.concertId),
    amount: -price - bookingFees,
    bookingFees,
    reference: "pay",
    at: 1,
  }),
);

/**
 * A refund of seats that keeps a part of their price and gives back some booking fees, or none. Below 0 % it gives back
 * what others have kept.
 */
const refund = fc
  .record({ concertId, price: wonOrNothing, percent: fc.integer({ min: -100, max: 100 }), bookingFees: wonOrNothing })
  .map(({ price, percent, bookingFees, ...of }): Movement => {
    const cancellationFees = Math.floor((price * percent) / 100);
    return {
      kind: "REFUND",
      counterAccount: takingsOf(of.concertId),
      amount: price - cancellationFees + bookingFees,
      bookingFees: -bookingFees,
      cancellationFees,
      reference: "ref",
      at: 1,
    };
  });

const movement = fc.oneof(
  won.map((amount): Movement => ({ kind: "TOP_UP", counterAccount: FUNDING, amount, reference: "chg", at: 1 })),
  payment,
  refund,
);

/** The entries that these movements make, one after the other; what the account can't cover makes none. */
const entriesOf = (movements: readonly Movement[]): readonly Entry[] => {
  let account: Account = EMPTY_ACCOUNT;
  const entries: Entry[] = [];
  for (const each of movements) {
    const next = nextEntry(account, each);
    if ("missing" in next) {
      expect(account.balance + each.amount).toBe(-next.missing);
      continue;
    }
    entries.push(next.entry);
    account = { balance: next.entry.balanceAfter, seq: next.entry.seq, updatedAt: 1 };
  }
  return entries;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

describe("an account", () => {
  it("M1, M2: is the sum of its entries, numbered without gap, and never negative", () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 100 }), (movements) => {
        const entries = entriesOf(movements);

        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        for (const { seq, balanceAfter } of entries) {
          expect(balanceAfter).toBe(sum(entries.slice(0, seq).map(({ amount }) => amount)));
          expect(balanceAfter).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it.each([0.5, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("M2: takes no top-up of %p won", (amount) => {
    const topUp: Movement = { kind: "TOP_UP", counterAccount: FUNDING, amount, reference: "r", at: 1 };

    expect(() => nextEntry(EMPTY_ACCOUNT, topUp)).toThrow(RangeError);
  });

  it.each(["PAYMENT", "REFUND"] as const)("M2: takes a %s of 0 won, of free seats or used up by its fee", (kind) => {
    const free: Movement = { kind, counterAccount: takingsOf("con_1"), amount: -0, reference: "r", at: 1 };

    const { entry } = nextEntry({ balance: 7, seq: 3, updatedAt: 1 }, free) as { readonly entry: Entry };

    expect([entry.seq, entry.balanceAfter, Object.is(entry.amount, 0)]).toEqual([4, 7, true]);
  });

  it.each<[string, Pick<Movement, "kind" | "amount"> & Fees]>([
    ["a payment that gives booking fees back", { kind: "PAYMENT", amount: -10, bookingFees: -1 }],
    ["a payment whose booking fees are more than the whole", { kind: "PAYMENT", amount: -10, bookingFees: 11 }],
    ["a payment that keeps a cancellation fee", { kind: "PAYMENT", amount: -10, cancellationFees: 1 }],
    ["a refund that takes booking fees", { kind: "REFUND", amount: 10, bookingFees: 1 }],
    [
      "a refund that gives more booking fees back than its amount and its fee",
      { kind: "REFUND", amount: 10, bookingFees: -11 },
    ],
    ["a refund that gives more kept fees back than its amount", { kind: "REFUND", amount: 10, cancellationFees: -11 }],
    ["a payment that gives a cancellation fee back", { kind: "PAYMENT", amount: -10, cancellationFees: -1 }],
    ["half a won of booking fees", { kind: "PAYMENT", amount: -10, bookingFees: 0.5 }],
  ])("M4: does not take %s", (_, wrong) => {
    const entry = { ...wrong, counterAccount: takingsOf("con_1"), reference: "r", at: 1 } as Movement;

    expect(() => nextEntry({ ...EMPTY_ACCOUNT, balance: 100 }, entry)).toThrow(RangeError);
  });

  it("M4, M6: takes a refund that gives back what an earlier one has kept", () => {
    const fees = { bookingFees: -2, cancellationFees: -3 };
    const refund: Movement = {
      kind: "REFUND",
      counterAccount: takingsOf("con_1"),
      amount: 10,
      ...fees,
      reference: "r",
      at: 1,
    };

    const { entry } = nextEntry(EMPTY_ACCOUNT, refund) as { readonly entry: Entry };

    expect(postingsOf(entry).map(({ amount }) => amount)).toEqual([10, -5, -2, -3]);
  });

  it.each([
    ["PAYMENT", 1],
    ["REFUND", -1],
  ] as const)("M4: takes no %s of %p won: its sign is its kind's", (kind, amount) => {
    const wrong: Movement = { kind, counterAccount: takingsOf("con_1"), amount, reference: "r", at: 1 };

    expect(() => nextEntry({ ...EMPTY_ACCOUNT, balance: 10 }, wrong)).toThrow(RangeError);
  });
});

describe("double entry", () => {
  it("M4: the sides of every entry add up to zero, so all accounts together do", () => {
    fc.assert(
      fc.property(fc.array(fc.array(movement, { maxLength: 30 }), { maxLength: 5 }), (users) => {
        const entries = users.flatMap(entriesOf);

        for (const entry of entries) expect(sum(postingsOf(entry).map(({ amount }) => amount))).toBe(0);
      }),
    );
  });

  it("M4: topped up = balances + takings + booking fees + kept fees, over any users and concerts", () => {
    fc.assert(
      fc.property(fc.array(fc.array(movement, { maxLength: 30 }), { maxLength: 5 }), (users) => {
        const accounts = users.map(entriesOf);
        const entries = accounts.flat();
        const total = (kind: Movement["kind"]) =>
          sum(entries.filter((entry) => entry.kind === kind).map(({ amount }) => Math.abs(amount)));
        const balances = sum(accounts.map((own) => own.at(-1)?.balanceAfter ?? 0));
        const posted = (start: string) =>
          sum(
            entries
              .flatMap(postingsOf)
              .filter(({ account }) => account.startsWith(start))
              .map(({ amount }) => amount),
          );
        const fees = posted("BOOKING_FEES:con_") + posted("CANCELLATION_FEES:con_");

        expect(total("TOP_UP")).toBe(balances + total("PAYMENT") - total("REFUND"));
        expect(total("TOP_UP")).toBe(balances + posted("TAKINGS:con_") + fees);
        expect(posted("FUNDING") + total("TOP_UP")).toBe(0);
        expect(posted("POINTS")).toBe(balances);
      }),
    );
  });

  it("M4: a payment and the refund of all its seats leave the kept fee, and the booking fee if it does not come back", () => {
    const paid = { counterAccount: takingsOf("con_1"), amount: -104_000, bookingFees: 4000 } as const;
    const refunded = { counterAccount: takingsOf("con_1"), amount: 90_000, cancellationFees: 10_000 } as const;
    const both = [paid, refunded].flatMap(postingsOf);
    const left = (account: string) => sum(both.filter((each) => each.account === account).map(({ amount }) => amount));

    expect(left("POINTS")).toBe(-14_000);
    expect(left("TAKINGS:con_1")).toBe(0);
    expect(left("BOOKING_FEES:con_1")).toBe(4000);
    expect(left("CANCELLATION_FEES:con_1")).toBe(10_000);
  });

  it("M4: only a top-up has funding as its counter account", () => {
    // @ts-expect-error: the type has no such refund
    const minted: Movement = { kind: "REFUND", counterAccount: FUNDING, amount: 1, reference: "r", at: 1 };

    expect(minted.kind).toBe("REFUND");
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type Account,
  EMPTY_ACCOUNT,
  type Entry,
  FUNDING,
  type Movement,
  nextEntry,
  postingsOf,
  takingsOf,
} from "#functions/balance/rules/ledger.ts";

const won = fc.integer({ min: 1, max: 500_000 });
const concertId = fc.constantFrom("con_1", "con_2", "con_3");

const movement = fc.oneof(
  won.map((amount): Movement => ({ kind: "TOP_UP", counterAccount: FUNDING, amount, reference: "chg", at: 1 })),
  fc.tuple(won, concertId).map(
    ([amount, concert]): Movement => ({
      kind: "PAYMENT",
      counterAccount: takingsOf(concert),
      amount: -amount,
      reference: "pay",
      at: 1,
    }),
  ),
  fc.tuple(won, concertId).map(
    ([amount, concert]): Movement => ({
      kind: "REFUND",
      counterAccount: takingsOf(concert),
      amount,
      reference: "ref",
      at: 1,
    }),
  ),
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

  it.each([
    ["PAYMENT", 1],
    ["REFUND", -1],
  ] as const)("M4: takes no %s of %p won: its sign is its kind's", (kind, amount) => {
    const wrong: Movement = { kind, counterAccount: takingsOf("con_1"), amount, reference: "r", at: 1 };

    expect(() => nextEntry({ ...EMPTY_ACCOUNT, balance: 10 }, wrong)).toThrow(RangeError);
  });
});

describe("double entry", () => {
  it("M4: both sides of every entry add up to zero, so all accounts together do", () => {
    fc.assert(
      fc.property(fc.array(fc.array(movement, { maxLength: 30 }), { maxLength: 5 }), (users) => {
        const entries = users.flatMap(entriesOf);

        for (const entry of entries) expect(sum(postingsOf(entry).map(({ amount }) => amount))).toBe(0);
      }),
    );
  });

  it("M4: topped up = balances + takings - refunds, over any users and concerts", () => {
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

        expect(total("TOP_UP")).toBe(balances + total("PAYMENT") - total("REFUND"));
        expect(posted("FUNDING") + total("TOP_UP")).toBe(0);
        expect(posted("TAKINGS")).toBe(total("PAYMENT") - total("REFUND"));
        expect(posted("POINTS")).toBe(balances);
      }),
    );
  });

  it("M4: only a top-up has funding as its counter account", () => {
    // @ts-expect-error: the type has no such refund
    const minted: Movement = { kind: "REFUND", counterAccount: FUNDING, amount: 1, reference: "r", at: 1 };

    expect(minted.kind).toBe("REFUND");
  });
});
